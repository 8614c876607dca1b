import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.classifier import Answers
from model_training.certainty import CHANGED, LET_THROUGH, Pair, least_certainty
from model_training.errors import RunError
from tests.recognition.artifacts import CARD

POLICY = dataclasses.replace(CARD.policy, min_probability=0.9)
N = 10_000
RISING = np.linspace(0.9, 0.9999, N)


def answers(digits: NDArray[np.intp], probability: NDArray[np.float64]) -> Answers:
    """No doubts but which digit it is."""
    probabilities = np.tile(((1 - probability) / 9)[:, np.newaxis], 10)
    probabilities[np.arange(len(digits)), digits] = probability
    return Answers(probabilities.astype(np.float32), np.zeros((len(digits), 2), np.float32))


def pair(large: NDArray[np.intp], probability: float = 0.99) -> Pair:
    """The quick network says 3, ever surer; the large one what is given."""
    return Pair(answers(np.full(N, 3), RISING), answers(large, np.full(N, probability)))


AGREED = pair(np.full(N, 3))
UNLIKELY = Pair(answers(np.full(N, 3), np.full(N, 0.5)), answers(np.full(N, 3), np.full(N, 0.5)))


def test_who_always_agrees_may_always_answer() -> None:
    assert least_certainty(AGREED, UNLIKELY, POLICY) == pytest.approx(0.9, abs=2e-6)


def test_where_the_large_one_reads_otherwise_it_is_asked() -> None:
    other = pair(np.where(RISING < 0.94, 5, 3))
    answered = other.sure(POLICY) >= least_certainty(other, UNLIKELY, POLICY)
    assert answered.any()
    assert other.changed(POLICY)[answered].mean() <= CHANGED


def test_who_never_agrees_is_of_no_use() -> None:
    with pytest.raises(RunError, match=r"100\.00% of the digits otherwise, wanted are 0\.20%"):
        least_certainty(pair(np.full(N, 5)), UNLIKELY, POLICY)


def test_to_leave_for_review_what_the_large_one_accepts_is_a_change_and_not_the_reverse() -> None:
    same = np.full(N, 3)
    unsure, doubted = answers(same, np.full(N, 0.6)), answers(same, np.full(N, 0.99))
    assert Pair(unsure, doubted).changed(POLICY).all()
    assert not Pair(doubted, unsure).changed(POLICY).any()
    assert not AGREED.changed(POLICY).any()


def test_hardly_anything_that_is_no_digit_is_let_through() -> None:
    least = least_certainty(AGREED, pair(np.full(N, 3), 0.6), POLICY)
    assert 0 < (RISING.astype(np.float32) >= least).mean() <= LET_THROUGH


def test_who_may_see_several_digits_is_not_sure() -> None:
    several = Answers(AGREED.quick.probabilities, np.tile(np.array([0.0, 0.126], np.float32), (N, 1)))
    assert (Pair(several, AGREED.large).sure(POLICY) < 0).all()
