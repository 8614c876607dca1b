"""Digits that differ in one place alone: each way to ask must name it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from model_training.explore.importance import CELL, mutual_information, to_forest, to_network
from model_training.explore.importance_figures import for_forest, some_of_each
from model_training.mnist import Digits
from tests.model_training.digits import small_digits
from tests.model_training.service import classifier

LABELS = np.tile(np.array([0, 1], np.uint8), 100)


def one_place() -> NDArray[np.uint8]:
    """Noise, but for a cell at (10, 20) that is inked in ones."""
    frames = np.random.default_rng(1).integers(0, 50, (200, 28, 28)).astype(np.uint8)
    frames[:, :2] = 0
    frames[LABELS == 1, 10 : 10 + CELL, 20 : 20 + CELL] = 250
    frames[LABELS == 0, 10 : 10 + CELL, 20 : 20 + CELL] = 0
    return frames


def test_information_is_in_bits_and_where_the_difference_is() -> None:
    (found,) = mutual_information(one_place(), LABELS)
    assert np.allclose(found[10 : 10 + CELL, 20 : 20 + CELL], 1.0)
    found[10 : 10 + CELL, 20 : 20 + CELL] = 0
    assert found.max() < 0.1
    assert not found[:2].any()


def test_the_forest_needs_that_place_and_misses_it() -> None:
    impurity, spoilt = to_forest(one_place(), LABELS, 50, 8, 1)
    inside = (slice(10, 10 + CELL), slice(20, 20 + CELL))
    assert impurity.sum() == pytest.approx(1)
    assert impurity[inside].sum() > 0.1
    assert divmod(int(spoilt.argmax()), 28) == (10, 20)
    assert spoilt[:2].tolist() == np.zeros((2, 28)).tolist()


def test_a_digit_that_the_forest_never_saw_is_one_it_never_votes_for() -> None:
    seen, unseen = (
        to_forest(one_place(), labels, 50, 8, 1)[1]
        for labels in (LABELS, np.r_[[9] * 50, LABELS[50:]].astype(np.uint8))
    )
    assert seen.max() > 0
    assert unseen.tolist() == np.zeros((28, 28)).tolist()


def test_the_network_looks_at_the_ink_of_each_digit() -> None:
    digits = some_of_each(small_digits(100), 1)
    over_all, signed = to_network(classifier(), digits.frames, digits.labels)
    inked = digits.frames.mean(axis=0) > 64
    assert over_all[inked].mean() > 1.3 * over_all[~inked].mean()
    assert signed.shape == (10, 28, 28)
    zero = digits.frames[digits.labels == 0][0] > 128
    assert signed[0][zero].mean() > 0


def test_the_forest_is_tried_on_others_than_it_grew_of() -> None:
    digits = Digits(np.zeros((20, 28, 28), np.uint8), np.arange(20, dtype=np.uint8))
    drawn, tried = for_forest(digits, 12, 5)
    assert (len(drawn), tried) == (17, 5)
    assert len(set(drawn.labels.tolist())) == 17
    drawn, tried = for_forest(digits, 100, 100)
    assert (len(drawn), tried) == (20, 10)
