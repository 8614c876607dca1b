import numpy as np
import pytest

from model_training.forms import form_hands, form_numbers
from tests.model_training.digits import small_digits

HANDS = form_hands(small_digits(60), np.random.default_rng(1))


def test_the_same_seed_makes_the_same_forms() -> None:
    first, second = (form_numbers(HANDS, 4, np.random.default_rng(7)) for _ in range(2))
    assert first[1] == second[1]
    assert all(np.array_equal(a.grey, b.grey) for a, b in zip(first[0], second[0], strict=True))


def test_forms_say_digits_and_show_dark_ink_on_lighter_paper() -> None:
    inks, texts = form_numbers(HANDS, 40, np.random.default_rng(3))
    for ink, text in zip(inks, texts, strict=True):
        assert text.isdecimal()
        assert ink.grey.dtype == np.uint8
        assert ink.grey.min() < np.median(ink.grey) - 40
        assert np.median(ink.grey) > 90


@pytest.mark.parametrize("hand", range(3))
def test_each_hand_writes_every_digit(hand: int) -> None:
    _, texts = form_numbers(HANDS[hand : hand + 1], 60, np.random.default_rng(2))
    assert set("".join(texts)) == set("0123456789")
