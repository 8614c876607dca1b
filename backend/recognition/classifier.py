"""The model for single digits: frames in, calibrated probabilities out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import ModelCard, read_card
from backend.recognition.errors import ArtifactMismatch, first_line
from backend.recognition.normalize import PREPROCESSING
from backend.recognition.session import Session, open_model

INPUT = "frames"
OUTPUTS = ("probabilities", "outliers")

CERTAINTY = "certainty"
"""Of a cascade, the input that may be left out: from which certainty on its quick network answers alone."""

CAREFUL = 2.0
"""A certainty that is never reached: the large network answers."""

AT_ONCE = 32
"""Frames. More at once take as long each, and memory that the session keeps: 256 of them 30 MB, these 4."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model makes of n frames, all of it calibrated probabilities.

    `probabilities`: float32 (n, 10), of the digits 0 to 9, given that it is one digit; each row sums to 1.
    `outliers`: float32 (n, 2), that the ink is no digit, and that it is several digits.
    """

    probabilities: NDArray[np.float32]
    outliers: NDArray[np.float32]

    def part(self, start: int, end: int) -> "Answers":
        return Answers(self.probabilities[start:end], self.outliers[start:end])

    @classmethod
    def join(cls, parts: Sequence["Answers"]) -> "Answers":
        """All of at least one, in their order."""
        return cls(
            np.concatenate([part.probabilities for part in parts]), np.concatenate([part.outliers for part in parts])
        )


class Classifier(Protocol):
    """What the recognizer needs of a model."""

    @property
    def card(self) -> ModelCard: ...

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        """Frames are uint8 (n, 28, 28), light ink on black."""
        ...


class OnnxClassifier:
    """The model in a session."""

    def __init__(self, session: Session, card: ModelCard, certainty: float | None = None) -> None:
        self.card = card
        self._session = session
        self._wish = {} if certainty is None else {CERTAINTY: np.array(certainty, np.float32)}

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        if len(frames) <= AT_ONCE:
            return Answers(*self._session.run(OUTPUTS, {INPUT: frames, **self._wish}))
        return Answers.join(
            [self.classify(frames[start : start + AT_ONCE]) for start in range(0, len(frames), AT_ONCE)]
        )

    def surer(self, certainty: float) -> "OnnxClassifier":
        """The same model; of a cascade, the quick network answers alone only from this certainty on.

        It is never less careful than the card has it.
        """
        if all(certainty <= quick.certainty for quick in self.card.cascade):
            return self
        return OnnxClassifier(self._session, self.card, certainty)


def load_classifier(path: Path) -> OnnxClassifier:
    """Loads an ONNX file with the card beside it (`digits.onnx`, `digits.json`).

    Raises ArtifactMissing, ArtifactDamaged (not readable, not ONNX) or ArtifactMismatch: file, card and this code do
    not belong together by checksum, version, preprocessing or what the model takes and answers.
    """
    card = read_card(path.with_suffix(".json"), ModelCard)
    classifier = OnnxClassifier(open_model(path, card, PREPROCESSING), card)
    try:
        answers = classifier.surer(CAREFUL).classify(np.zeros((2, 28, 28), np.uint8))
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise ArtifactMismatch(f"{path} does not classify frames: {first_line(error)}") from error
    shapes = (answers.probabilities.shape, answers.outliers.shape)
    if shapes != ((2, 10), (2, 2)):
        raise ArtifactMismatch(f"{path} answers {shapes} for two frames, not ((2, 10), (2, 2)).")
    return classifier
