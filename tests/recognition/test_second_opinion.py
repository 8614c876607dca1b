import numpy as np
import pytest

from backend.recognition.second_opinion import agreed, read_one
from tests.recognition.artifacts import LINE_CARD
from tests.recognition.plain_network import PlainNetwork

NETWORK = PlainNetwork(LINE_CARD.numbers)


def test_both_together_are_surer_than_each_alone() -> None:
    first, second = np.full(10, 0.05), np.full(10, 0.04)
    first[3] = second[3] = 0.55
    both = agreed(first.astype(np.float32), second)
    assert both.dtype == np.float32
    assert both.sum() == pytest.approx(1.0)
    assert both.argmax() == 3
    assert both[3] > 0.9


def test_what_one_of_them_rules_out_the_other_may_still_have_seen() -> None:
    first, second = np.zeros(10, np.float32), np.full(10, 0.01)
    first[3], second[4] = 1.0, 0.91
    both = agreed(first, second)
    assert sorted(np.argsort(both)[-2:]) == [3, 4]
    assert both.min() > 0.0


def test_one_that_sees_nothing_changes_little() -> None:
    first = np.array([0.9, 0.1, 0, 0, 0, 0, 0, 0, 0, 0], np.float32)
    assert agreed(first, np.zeros(10)) == pytest.approx(first, abs=0.01)


def test_one_digit_is_read_and_nothing_where_nothing_is_of_the_size_of_writing() -> None:
    ink = np.zeros((60, 50), np.float32)
    ink[10:50, 20:26] = 1.0
    shares = read_one(NETWORK, ink)
    assert shares is not None
    assert shares.shape == (10,)
    assert 0.0 < shares.sum() <= 1.0 + 1e-6
    assert read_one(NETWORK, np.zeros((60, 50), np.float32)) is None


def test_a_page_of_lines_is_no_digit() -> None:
    page = np.zeros((400, 200), np.float32)
    for top in range(20, 380, 70):
        page[top : top + 40, 40:46] = page[top : top + 40, 100:106] = 1.0
    assert read_one(NETWORK, page) is None
