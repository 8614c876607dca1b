"""Training batches: each epoch in an order and with augmentations that only its seed and number decide."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from model_training.augment import augment
from model_training.config import TrainConfig
from model_training.data import Mixture
from model_training.network import CLASSES

Batch = tuple[NDArray[np.uint8], NDArray[np.float32]]
"""uint8 (n, 28, 28) frames and float32 (n, CLASSES) one-hot labels."""


def steps_per_epoch(training: Mixture, config: TrainConfig) -> int:
    return training.per_epoch // config.batch_size


def batches(training: Mixture, config: TrainConfig, first_epoch: int) -> Iterator[Batch]:
    """The batches of all epochs from `first_epoch` on, without end: an epoch drops its last, incomplete batch."""
    digits = training.join()
    epoch = first_epoch
    while True:
        rng = np.random.default_rng([config.seed, epoch])
        order = training.order(rng)
        for step in range(steps_per_epoch(training, config)):
            chosen = digits.take(order[step * config.batch_size : (step + 1) * config.batch_size])
            yield augment(chosen.frames, config.augmentation, rng), one_hot(chosen.labels)
        epoch += 1


def one_hot(labels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """uint8 (n,) to float32 (n, CLASSES)."""
    return np.eye(CLASSES, dtype=np.float32)[labels]
