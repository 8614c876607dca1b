"""What the service reads in many inks: the steps of `backend.recognition.recognizer`, the network on batches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.candidate import rounded
from backend.recognition.card import Policy
from backend.recognition.classifier import Answers, Classifier
from backend.recognition.decision import reasons_to_review
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink
from backend.recognition.normalize import Sight, look
from model_training.chunks import chunks

Frame = NDArray[np.uint8]

Inks = Sequence[Ink] | Frame
"""What is handed in; or, for the classifier alone, the frames themselves, uint8 (n, 28, 28)."""

_BLANK = Sight(np.zeros((28, 28), np.uint8), faint=True, several=False)


@dataclass(frozen=True, slots=True)
class Readings:
    """Of n inks: uint8 (n, 28, 28) `frames`, float32 (n, 10) `probabilities` and (n, 2) `outliers` as the classifier
    answers them, and bool (n,) `accepted`, by the policy of its card.

    Where nothing is written the probabilities are zeros and nothing is accepted: the service answers BlankInk.
    """

    frames: Frame
    probabilities: NDArray[np.float32]
    outliers: NDArray[np.float32]
    accepted: NDArray[np.bool_]

    @property
    def trust(self) -> NDArray[np.float32]:
        """(n,), 0 to 1: the probability that it is one digit, and the one read. By it one ink ranks before another."""
        return np.asarray(self.probabilities.max(axis=1) * (1.0 - self.outliers.sum(axis=1)))

    @classmethod
    def join(cls, parts: Sequence["Readings"]) -> "Readings":
        """All of them, in their order."""
        columns = ("frames", "probabilities", "outliers", "accepted")
        return cls(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def read(inks: Inks, classifier: Classifier, name: str) -> Readings:
    """Reads at least one ink, with a progress bar of that name. What is no ink but a frame is taken as it is."""
    sights = [_sight(ink) for ink in tqdm(inks, desc=name, leave=False)]
    frames = np.stack([sight.frame for sight in sights])
    parts = tqdm(chunks(frames, 256), desc=f"{name}, read", leave=False)
    answers = Answers.join([classifier.classify(part) for part in parts])
    accepted = _accepted(sights, answers, classifier.card.policy)
    written = frames.max(axis=(1, 2)) > 0
    return Readings(frames, answers.probabilities * written[:, np.newaxis], answers.outliers, accepted & written)


def _sight(ink: Ink | Frame) -> Sight:
    if isinstance(ink, np.ndarray):
        return Sight(ink, faint=False, several=False)
    try:
        return look(ink)
    except BlankInk:
        return _BLANK


def _accepted(sights: list[Sight], answers: Answers, policy: Policy) -> NDArray[np.bool_]:
    tops = [rounded(top) for top in answers.probabilities.max(axis=1)]
    rows = zip(tops, answers.outliers, sights, strict=True)
    return np.array([not reasons_to_review(top, outliers, sight, policy) for top, outliers, sight in rows])
