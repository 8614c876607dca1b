"""What the service reads in many inks, by `backend.recognition.recognizer`, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.classifier import Classifier
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink
from backend.recognition.line_network import LineNetwork
from backend.recognition.normalize import Sight, look
from backend.recognition.recognizer import read_sights

Frame = NDArray[np.uint8]

Inks = Sequence[Ink] | Frame
"""What is handed in; or, for the classifier alone, the frames themselves, uint8 (n, 28, 28)."""

_AT_ONCE = 256

_BLANK = Sight(np.zeros((28, 28), np.uint8), faint=True)


@dataclass(frozen=True, slots=True)
class Readings:
    """Of n inks: uint8 (n, 28, 28) `frames`, float32 (n, 10) `probabilities` and (n, 2) `outliers` as the classifier
    answers them, bool (n,) `alone`, whether the picture shows nothing else that may be read, and `accepted`, by the
    policy of its card.

    Where nothing is written the probabilities are zeros and nothing is accepted: the service answers BlankInk.
    """

    frames: Frame
    probabilities: NDArray[np.float32]
    outliers: NDArray[np.float32]
    alone: NDArray[np.bool_]
    accepted: NDArray[np.bool_]

    @property
    def trust(self) -> NDArray[np.float32]:
        """(n,), 0 to 1: the probability that it is one digit, and the one read; 0 of what is not alone. By it one ink
        ranks before another."""
        return np.asarray(self.probabilities.max(axis=1) * (1.0 - self.outliers.sum(axis=1)) * self.alone)

    @classmethod
    def join(cls, parts: Sequence["Readings"]) -> "Readings":
        """All of them, in their order."""
        columns = ("frames", "probabilities", "outliers", "alone", "accepted")
        return cls(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def read(inks: Inks, classifier: Classifier, name: str, lines: LineNetwork | None = None) -> Readings:
    """Reads at least one ink, with a progress bar of that name. What is no ink but a frame is taken as it is.

    Without the network for `lines` digits that were cut out of other writing are read by the classifier alone.
    """
    sights = [_sight(ink) for ink in tqdm(inks, desc=name, leave=False)]
    parts = tqdm(range(0, len(sights), _AT_ONCE), desc=f"{name}, read", leave=False)
    readings = [
        reading for start in parts for reading in read_sights(classifier, sights[start : start + _AT_ONCE], lines=lines)
    ]
    frames = np.stack([reading.frame for reading in readings])
    probabilities = np.stack([reading.probabilities for reading in readings])
    outliers = np.stack([reading.outliers for reading in readings])
    accepted = np.array([not reading.reasons for reading in readings])
    written = frames.max(axis=(1, 2)) > 0
    alone = np.array([not sight.several for sight in sights])
    return Readings(frames, probabilities * written[:, np.newaxis], outliers, alone, accepted & written)


def _sight(ink: Ink | Frame) -> Sight:
    if isinstance(ink, np.ndarray):
        return Sight(ink)
    try:
        return look(ink)
    except BlankInk:
        return _BLANK
