"""What speaks for a digit, with a made-up classifier that looks at one place alone."""

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.card import ModelCard
from backend.recognition.classifier import Answers
from backend.recognition.saliency import explain, log_odds_of
from tests.recognition.artifacts import CARD

FRAME = np.zeros((28, 28), np.uint8)
FRAME[4:24, 12:16] = 255
"""A bar."""


class Spot:
    """Takes a frame for a 3 by the brightness of one pixel, for an 8 by the darkness of it; a 1 is as likely always."""

    def __init__(self, y: int, x: int) -> None:
        self.y, self.x = y, x
        self.frames = 0
        self.card: ModelCard = CARD

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        assert frames.dtype == np.uint8
        self.frames += len(frames)
        light = frames[:, self.y, self.x] / 255
        probabilities = np.full((len(frames), 10), 1e-3)
        probabilities[:, 3], probabilities[:, 8], probabilities[:, 1] = 0.1 + 0.5 * light, 0.6 - 0.5 * light, 0.293
        return Answers(probabilities.astype(np.float32), np.zeros((len(frames), 2), np.float32))


def test_ink_that_the_answer_hangs_on_speaks_for_it() -> None:
    told = explain(Spot(9, 13), FRAME, 3)
    assert told.saliency.shape == (28, 28)
    assert told.saliency.dtype == np.float32
    y, x = np.unravel_index(told.saliency.argmax(), (28, 28))
    assert np.hypot(y - 9, x - 13) <= 1
    assert told.saliency.min() >= -1e-6
    assert told.log_odds == pytest.approx(np.log(0.6 / (0.1 + 0.293 + 7e-3)), abs=1e-4)


def test_the_same_ink_speaks_against_another_digit() -> None:
    one, other = explain(Spot(9, 13), FRAME, 3, [8]), explain(Spot(9, 13), FRAME, 8, [3])
    assert one.saliency == pytest.approx(-other.saliency, abs=1e-5)
    assert one.log_odds == pytest.approx(-other.log_odds) == pytest.approx(np.log(6), abs=1e-4)


def test_paper_speaks_where_ink_would_make_another_digit_of_it() -> None:
    told = explain(Spot(9, 20), FRAME, 8)
    y, x = np.unravel_index(told.saliency.argmax(), (28, 28))
    assert abs(y - 9) <= 1
    assert abs(x - 20) <= 1
    assert np.abs(told.saliency[FRAME > 0]).max() < told.saliency.max() / 10


def test_what_the_answer_does_not_hang_on_says_nothing() -> None:
    told = explain(Spot(9, 13), FRAME, 1, [2])
    assert told.saliency == pytest.approx(np.zeros((28, 28)), abs=1e-6)


def test_paper_far_from_the_ink_is_not_asked_about() -> None:
    assert explain(Spot(26, 1), FRAME, 8).saliency == pytest.approx(np.zeros((28, 28)), abs=1e-6)


def test_the_network_is_asked_once_about_some_hundred_frames() -> None:
    spot = Spot(9, 13)
    explain(spot, FRAME, 3)
    assert 50 < spot.frames < 250
    noise = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    spot = Spot(9, 13)
    explain(spot, noise, 3)
    assert spot.frames <= 1 + 14 * 14 + 10 * 10


def test_it_answers_the_same_each_time() -> None:
    one, other = (explain(Spot(9, 13), FRAME, 3) for _ in range(2))
    assert (one.saliency == other.saliency).all()


def test_those_compared_with_are_all_others_unless_some_are_named() -> None:
    assert explain(Spot(9, 13), FRAME, 3).against == (0, 1, 2, 4, 5, 6, 7, 8, 9)
    assert explain(Spot(9, 13), FRAME, 3, [8, 5, 8]).against == (5, 8)


@pytest.mark.parametrize(("digit", "against"), [(3, [3]), (3, [8, 3]), (10, [3]), (3, [-1]), (3, [10])])
def test_what_cannot_be_compared_is_refused(digit: int, against: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        explain(Spot(9, 13), FRAME, digit, against)


def test_what_is_impossible_has_finite_log_odds() -> None:
    certain = np.zeros((1, 10), np.float32)
    certain[0, 3] = 1
    assert np.isfinite(log_odds_of(certain, 8, (3,))).all()
