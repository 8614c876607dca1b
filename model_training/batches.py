"""Training batches: each in an order and with augmentations that only the seed, its epoch and its step decide."""

import itertools
from collections.abc import Generator
from contextlib import closing
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from model_training.augment import augment
from model_training.config import TrainConfig
from model_training.mixture import Mixture, order
from model_training.outliers import CLASSES
from model_training.teacher import Teacher
from model_training.workers import stream

Batch = tuple[NDArray[np.uint8], NDArray[np.float32]]
"""uint8 (n, 28, 28) frames and float32 (n, CLASSES) of what is to be answered: each row sums to 1."""

_ASKED = 8
"""Batches about which a teacher is asked at once: it answers for them in little more than the time of one."""


def steps_per_epoch(training: Mixture, config: TrainConfig) -> int:
    return training.per_epoch // config.batch_size


def batches(
    training: Mixture, config: TrainConfig, first_epoch: int, teacher: Teacher | None = None, workers: int = 0
) -> Generator[Batch, None, None]:
    """The batches of all epochs from `first_epoch` on, without end: an epoch drops its last, incomplete batch.

    A teacher answers for the same augmented frames (Beyer et al. 2022, "A good teacher is patient and consistent").
    So many `workers` beside this process make them, as `stream` says.
    """
    made = stream(_Augmented(training, config), steps_per_epoch(training, config), first_epoch, workers)
    return _taught(made, teacher, config.distillation) if teacher else made


class _Augmented:
    """Makes the batch of an epoch and a step."""

    def __init__(self, training: Mixture, config: TrainConfig) -> None:
        self._digits, self._counts, self._config = training.join(), training.counts, config

    def __call__(self, epoch: int, step: int) -> Batch:
        config = self._config
        places = _order(self._counts, config.seed, epoch)[step * config.batch_size : (step + 1) * config.batch_size]
        chosen = self._digits.take(places)
        frames = augment(chosen.frames, config.augmentation, np.random.default_rng([config.seed, epoch, step]))
        return frames, smoothed(chosen.labels, config)


@lru_cache(maxsize=2)
def _order(counts: tuple[tuple[int, int], ...], seed: int, epoch: int) -> NDArray[np.intp]:
    return order(counts, np.random.default_rng([seed, epoch]))


def _taught(made: Generator[Batch, None, None], teacher: Teacher, share: float) -> Generator[Batch, None, None]:
    """Wanted is the teacher's share of its answers, and the rest of what was wanted."""
    with closing(made):
        while some := list(itertools.islice(made, _ASKED)):
            said = np.split(teacher.answers(np.concatenate([frames for frames, _ in some])), len(some))
            for (frames, wanted), answers in zip(some, said, strict=True):
                yield frames, np.float32(share) * answers + np.float32(1 - share) * wanted


def smoothed(labels: NDArray[np.uint8], config: TrainConfig) -> NDArray[np.float32]:
    """uint8 (n,) to float32 (n, CLASSES): the label, and a share for all classes alike (Szegedy et al. 2016)."""
    share = np.float32(config.label_smoothing)
    return np.eye(CLASSES, dtype=np.float32)[labels] * (1 - share) + share / CLASSES
