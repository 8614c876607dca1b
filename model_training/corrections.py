"""Digits that people put right, as the page exports them: `train --extra FILE` learns from them, too.

A file has a digit a line, as JSON: {"label": 7, "strokes": [{"x": [..], "y": [..]}, ..]}, gzipped where its name ends
in .gz; other fields are left alone. Pendigits' files are such files.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.recognition.strokes import draw
from model_training.config import TrainConfig
from model_training.datasets import PenDigit, read_pen_digits
from model_training.errors import DataError
from model_training.mnist import Digits

ENOUGH = 100
"""Digits in a file from which on the config's `validation_share` of them is kept apart to report on: a fifth of fewer
would tell next to nothing, and they are better learned from."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """One file: its name, the SHA-256 of its bytes, the digits to learn from, and those to report on, maybe none.

    Those neither choose an epoch nor a threshold: whoever exports need not have the file.
    """

    name: str
    sha256: str
    learned: list[PenDigit]
    kept: list[PenDigit]

    def kept_digits(self) -> Digits:
        """Those to report on, as the service sees them. There must be some."""
        frames = np.stack([draw(digit.strokes) for digit in self.kept])
        return Digits(frames, np.array([digit.label for digit in self.kept], np.uint8))


def read_corrections(paths: Sequence[Path], config: TrainConfig) -> tuple[Corrections, ...]:
    """Raises DataError: a line is no labelled digit (it is named), a file has none, or two have the same name."""
    names = [path.name for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise DataError(f"two files are named {name}: they could not be told apart in the model's card")
    return tuple(_read(path, config) for path in paths)


def report(corrections: Corrections, judge: Callable[[NDArray[np.uint8]], NDArray[np.float32]]) -> str:
    """How many of the digits kept apart are read right, in a line.

    `judge` says of frames, uint8 (n, 28, 28), how much speaks for each digit: (n, 10 and more), whatever the rest is.
    """
    if not corrections.kept:
        return f"{corrections.name}: all {len(corrections.learned)} digits were learned from, none is left to report on"
    digits = corrections.kept_digits()
    right = judge(digits.frames)[:, :10].argmax(axis=1) == digits.labels
    return f"{corrections.name}: {right.sum()} of {len(digits)} digits kept apart are read right"


def _read(path: Path, config: TrainConfig) -> Corrections:
    digits = read_pen_digits(path)
    if not digits:
        raise DataError(f"{path} has no digit to learn from")
    order = np.random.default_rng(config.lot).permutation(len(digits))
    kept = round(config.validation_share * len(digits)) if len(digits) >= ENOUGH else 0
    return Corrections(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        learned=[digits[index] for index in sorted(order[kept:])],
        kept=[digits[index] for index in sorted(order[:kept])],
    )
