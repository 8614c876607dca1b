import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.classifier import Answers
from backend.recognition.saliency import INK
from model_training.salience import Deletion, delete_ink, told
from tests.recognition.test_saliency import FRAME, Spot


def test_without_what_an_answer_hangs_on_it_falls() -> None:
    """The classifier looks at one pixel of the ink alone."""
    frames = np.stack([FRAME, FRAME])
    deletion = delete_ink(Spot(9, 13), frames, 0.1, np.random.default_rng(0))
    assert deletion.salient == pytest.approx([np.log(0.6 / 0.4) - np.log(0.1 / 0.9)] * 2, abs=1e-2)


def test_a_blot_anywhere_is_as_much_ink() -> None:
    taken: list[int] = []

    class Counting(Spot):
        def classify(self, frames: NDArray[np.uint8]) -> Answers:
            taken.append(int((FRAME >= INK).sum() - (frames >= INK).sum(axis=(1, 2)).max()))
            return super().classify(frames)

    delete_ink(Counting(9, 13), FRAME[np.newaxis], 0.25, np.random.default_rng(0))
    assert taken[-2:] == [20, 20], "a quarter of 80 pixels"


def test_it_is_told_in_a_line() -> None:
    line = told(Deletion(np.array([3.0, 1.0]), np.array([1.0, 2.0])), 0.1)
    assert "without the 10% of the ink" in line
    assert "by 2.00 on average, without as much in a blot anywhere by 1.50; by more with 50% of 2 digits" in line
