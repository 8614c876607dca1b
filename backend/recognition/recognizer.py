"""The whole pipeline, named in one place: ink -> normalize -> classify -> reading."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Classifier
from backend.recognition.ink import Ink
from backend.recognition.normalize import to_frame


@dataclass(frozen=True, slots=True)
class Candidate:
    """One digit, 0 to 9, with its probability, rounded to six decimals: beyond them float32 holds noise."""

    digit: int
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model saw, uint8 (28, 28) light ink on black, and what it made of it, float32 (10,)."""

    frame: NDArray[np.uint8]
    probabilities: NDArray[np.float32]

    def top(self, k: int) -> list[Candidate]:
        """The k most probable digits, most probable first; the smaller digit first among equals."""
        order = np.argsort(-self.probabilities, kind="stable")[:k]
        return [Candidate(int(digit), round(float(self.probabilities[digit]), 6)) for digit in order]


class Recognizer:
    """Reads ink with the classifier it is given."""

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier

    @property
    def version(self) -> str:
        return self.classifier.card.version

    def read(self, ink: Ink) -> Reading:
        """Raises BlankInk where nothing is written."""
        frame = to_frame(ink)
        return Reading(frame, self.classifier.probabilities(frame[np.newaxis])[0])

    def warm_up(self) -> None:
        """One inference on an empty frame, so that the first request does not pay for the session's first run."""
        self.classifier.probabilities(np.zeros((1, 28, 28), np.uint8))
