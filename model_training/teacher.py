"""Teachers: trained networks whose answers another one learns (Hinton et al. 2015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import CAREFUL, Classifier
from model_training.config import TrainConfig
from model_training.models import load_digits


class Teacher(Protocol):
    """Who is asked about each frame that the other network sees."""

    @property
    def told(self) -> str:
        """In words, who teaches."""

    def answers(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Of uint8 (n, 28, 28) frames, float32 (n, CLASSES) that sum to 1."""


@dataclass(frozen=True)
class ExportedTeacher:
    """A classifier in a file that `export` wrote."""

    classifier: Classifier

    def answers(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The softmax of its logits as it learned them, before its temperature sharpened them.

        What it holds for likely beside the answer is what there is to learn, and calibration all but rounds it off.
        """
        given = self.classifier.classify(frames)
        digits = given.probabilities * (1 - given.outliers.sum(axis=1, keepdims=True))
        soft = np.hstack([digits, given.outliers]) ** np.float32(self.classifier.card.temperature)
        return np.asarray(soft / soft.sum(axis=1, keepdims=True), np.float32)

    @property
    def told(self) -> str:
        card = self.classifier.card
        return f"{card.version} (sha256 {card.sha256[:12]}), which learned from {card.training.data}"


@dataclass(frozen=True)
class Ensemble:
    """The mean of what several teachers answer."""

    teachers: Sequence[Teacher]

    def answers(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(np.mean([one.answers(frames) for one in self.teachers], axis=0), np.float32)

    @property
    def told(self) -> str:
        return "; and by ".join(one.told for one in self.teachers)


def load_teacher(paths: Sequence[Path], config: TrainConfig) -> Teacher:
    """Of several, the ensemble; each is a file that `export` wrote, or a run's folder.

    Raises RunError, also where one learned from digits that the config holds out.
    """
    teachers = [_run(path, config) if path.is_dir() else _exported(path, config) for path in paths]
    return teachers[0] if len(teachers) == 1 else Ensemble(teachers)


def _exported(model: Path, config: TrainConfig) -> Teacher:
    classifier, trained = load_digits(model)
    config.refuse_learned(f"the teacher {model}", trained)
    return ExportedTeacher(classifier.surer(CAREFUL))


def _run(folder: Path, config: TrainConfig) -> Teacher:
    from model_training.run_teacher import load_run  # with it comes Keras, which who makes batches does without

    return load_run(folder, config)
