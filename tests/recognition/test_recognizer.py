import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.card import ModelCard
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, StrokeInk
from backend.recognition.recognizer import Candidate, Reading, Recognizer
from backend.recognition.strokes import draw
from tests.recognition.artifacts import CARD
from tests.recognition.inks import SEVEN


class Remembering:
    """A classifier that always answers the same and keeps what it was shown."""

    def __init__(self) -> None:
        self.card: ModelCard = CARD
        self.shown: list[NDArray[np.uint8]] = []

    def probabilities(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.shown.append(frames)
        row = np.array([0.1, 0.3, 0, 0, 0.3, 0, 0, 0.2, 0, 0.1], np.float32)
        return np.tile(row, (len(frames), 1))


def test_strokes_are_read_from_their_frame() -> None:
    classifier = Remembering()
    reading = Recognizer(classifier).read(SEVEN)
    assert np.array_equal(reading.frame, draw(SEVEN.strokes))
    assert np.array_equal(classifier.shown[0], reading.frame[np.newaxis])


def test_candidates_are_sorted_and_the_smaller_digit_leads_among_equals() -> None:
    reading = Recognizer(Remembering()).read(SEVEN)
    assert [candidate.digit for candidate in reading.top(4)] == [1, 4, 7, 0]
    assert len(reading.top(10)) == 10


def test_candidates_are_plain_numbers() -> None:
    candidate = Reading(np.zeros((28, 28), np.uint8), np.eye(10, dtype=np.float32)[3]).top(1)[0]
    assert candidate == Candidate(3, 1.0)
    assert type(candidate.digit) is int
    assert type(candidate.probability) is float


@pytest.mark.parametrize("ink", [StrokeInk(()), ImageInk(np.full((9, 9), 255, np.uint8))])
def test_blank_ink_never_reaches_the_model(ink: StrokeInk | ImageInk) -> None:
    classifier = Remembering()
    with pytest.raises(BlankInk):
        Recognizer(classifier).read(ink)
    assert not classifier.shown


def test_warming_up_runs_the_model_once() -> None:
    classifier = Remembering()
    Recognizer(classifier).warm_up()
    assert classifier.shown[0].shape == (1, 28, 28)


def test_the_version_is_the_cards() -> None:
    assert Recognizer(Remembering()).version == CARD.version
