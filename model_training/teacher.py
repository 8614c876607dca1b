"""A teacher: an exported network whose answers another one learns (Hinton et al. 2015)."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import CAREFUL, Classifier
from model_training.config import TrainConfig
from model_training.models import load_digits


@dataclass(frozen=True)
class Teacher:
    """A classifier that is asked about each frame that the other network sees."""

    classifier: Classifier

    def blend(self, frames: NDArray[np.uint8], wanted: NDArray[np.float32], share: float) -> NDArray[np.float32]:
        """The teacher's share of its answers for uint8 (n, 28, 28), the rest of what the labels want: (n, CLASSES)."""
        return np.float32(share) * self.answers(frames) + np.float32(1 - share) * wanted

    def answers(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        """float32 (n, CLASSES): the softmax of its logits as it learned them, before its temperature sharpened them.

        What it holds for likely beside the answer is what there is to learn, and calibration all but rounds it off.
        """
        given = self.classifier.classify(frames)
        digits = given.probabilities * (1 - given.outliers.sum(axis=1, keepdims=True))
        soft = np.hstack([digits, given.outliers]) ** np.float32(self.classifier.card.temperature)
        return np.asarray(soft / soft.sum(axis=1, keepdims=True), np.float32)

    @property
    def told(self) -> str:
        """In words, who teaches."""
        card = self.classifier.card
        return f"taught by {card.version} (sha256 {card.sha256[:12]}), which learned from {card.training.data}"


def load_teacher(model: Path, config: TrainConfig) -> Teacher:
    """Raises RunError, also where it learned from digits that the config holds out."""
    classifier, trained = load_digits(model)
    config.refuse_learned(f"the teacher {model}", trained)
    return Teacher(classifier.surer(CAREFUL))
