"""The digits of a comparison: the training images in the split of the shipped network, and the test images."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model_training import mnist
from model_training.config import TrainConfig
from model_training.mnist import Digits

PIXELS = 28 * 28
WAYS = 5
"""The digit as it is, and moved by one pixel up, down, left and right."""


@dataclass(frozen=True, slots=True)
class Split:
    """What is learned from, what everything is chosen by, and what is read once, in the end."""

    learned: Digits
    validation: Digits
    test: Digits

    def first(self, learned: int, validation: int, test: int) -> "Split":
        """A smaller one; the order is at random already, but for the test."""
        return Split(
            *(part.take(np.arange(n)) for part, n in zip(self.parts, (learned, validation, test), strict=True))
        )

    @property
    def parts(self) -> tuple[Digits, Digits, Digits]:
        return self.learned, self.validation, self.test


def load(data_dir: Path | None) -> Split:
    """55,000 to learn from and 5,000 to choose by, the same as the shipped network's, and 10,000. Raises DataError."""
    learned, validation = mnist.load_split(TrainConfig(), data_dir)
    return Split(learned, validation, mnist.load("t10k", data_dir))


def shifted(digits: Digits) -> Digits:
    """WAYS times as many: first all as they are, then all moved up, then down, left and right."""
    frames = digits.frames
    moved = [frames, *(_moved(frames, *step) for step in ((-1, 0), (1, 0), (0, -1), (0, 1)))]
    return Digits(np.concatenate(moved), np.tile(digits.labels, WAYS))


def flat(frames: NDArray[np.uint8]) -> NDArray[np.float32]:
    """uint8 (n, 28, 28) to float32 (n, PIXELS), 0 to 1."""
    return np.asarray(frames.reshape(len(frames), PIXELS) / np.float32(255), np.float32)


def _moved(frames: NDArray[np.uint8], down: int, right: int) -> NDArray[np.uint8]:
    """What leaves the frame is lost; what comes in is empty."""
    moved = np.roll(frames, (down, right), axis=(1, 2))
    if down:
        moved[:, 0 if down > 0 else -1] = 0
    if right:
        moved[:, :, 0 if right > 0 else -1] = 0
    return moved
