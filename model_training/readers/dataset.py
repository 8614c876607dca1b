"""Digits as they were read from somewhere, with or without labels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model_training.errors import DataError
from model_training.mnist import Digits


@dataclass(frozen=True, slots=True)
class Dataset:
    """Frames, uint8 (n, 28, 28), light ink on black, and uint8 (n,) labels, 0 to 9, or none.

    `source` says in words where they are from. The last `tests` of them are a test set; 0 where none is told apart.
    """

    source: str
    frames: NDArray[np.uint8]
    labels: NDArray[np.uint8] | None
    tests: int = 0

    def __len__(self) -> int:
        return len(self.frames)

    def digits(self) -> Digits:
        """All of them. Raises DataError where they have no labels."""
        if self.labels is None:
            raise DataError(f"{self.source} has no labels")
        return Digits(self.frames, self.labels)

    def split(self) -> tuple[Digits, Digits]:
        """Those to learn from, and the test set, which may be empty. Raises DataError where they have no labels."""
        digits, learned = self.digits(), len(self) - self.tests
        return digits.take(np.arange(learned)), digits.take(np.arange(learned, len(self)))


def checked(source: str, frames: NDArray[np.generic], labels: NDArray[np.generic], tests: int = 0) -> Dataset:
    """A `Dataset` of what was read. Raises DataError, `source` first, where frames or labels cannot be digits'."""
    if frames.shape[1:] != (28, 28) or not len(frames):
        raise DataError(f"{source} holds an array of the shape {frames.shape}, not (n, 28, 28) with at least one frame")
    if labels.shape != frames.shape[:1]:
        raise DataError(f"{source} holds {len(frames):,} frames, and labels of the shape {labels.shape}")
    if not np.issubdtype(labels.dtype, np.integer) or frames.dtype != np.uint8:
        raise DataError(f"{source} holds {frames.dtype} frames and {labels.dtype} labels, not uint8 and whole numbers")
    wrong = np.flatnonzero((labels < 0) | (labels > 9))  # type: ignore[operator]
    if len(wrong):
        raise DataError(f"{source}: the label of frame {wrong[0]:,} is {labels[wrong[0]]}, no digit from 0 to 9")
    return Dataset(source, frames.astype(np.uint8), labels.astype(np.uint8), tests)
