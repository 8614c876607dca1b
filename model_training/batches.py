"""Training batches: each epoch in an order and with augmentations that only its seed and number decide."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from model_training.augment import augment
from model_training.config import TrainConfig
from model_training.mixture import Mixture
from model_training.network import CLASSES
from model_training.teacher import Teacher

Batch = tuple[NDArray[np.uint8], NDArray[np.float32]]
"""uint8 (n, 28, 28) frames and float32 (n, CLASSES) of what is to be answered: each row sums to 1."""


def steps_per_epoch(training: Mixture, config: TrainConfig) -> int:
    return training.per_epoch // config.batch_size


def batches(
    training: Mixture, config: TrainConfig, first_epoch: int, teacher: Teacher | None = None
) -> Iterator[Batch]:
    """The batches of all epochs from `first_epoch` on, without end: an epoch drops its last, incomplete batch.

    A teacher answers for the same augmented frames (Beyer et al. 2022, "A good teacher is patient and consistent").
    """
    digits = training.join()
    epoch = first_epoch
    while True:
        rng = np.random.default_rng([config.seed, epoch])
        order = training.order(rng)
        for step in range(steps_per_epoch(training, config)):
            chosen = digits.take(order[step * config.batch_size : (step + 1) * config.batch_size])
            frames, wanted = augment(chosen.frames, config.augmentation, rng), smoothed(chosen.labels, config)
            yield frames, teacher.blend(frames, wanted, config.distillation) if teacher else wanted
        epoch += 1


def smoothed(labels: NDArray[np.uint8], config: TrainConfig) -> NDArray[np.float32]:
    """uint8 (n,) to float32 (n, CLASSES): the label, and a share for all classes alike (Szegedy et al. 2016)."""
    share = np.float32(config.label_smoothing)
    return np.eye(CLASSES, dtype=np.float32)[labels] * (1 - share) + share / CLASSES
