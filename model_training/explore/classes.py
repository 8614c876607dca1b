"""The ten digits of a data set: how many there are of each, how they look, and how they differ among themselves."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from model_training.mnist import Digits


def counts(labels: NDArray[np.uint8]) -> NDArray[np.intp]:
    """(10,): how often each digit is there."""
    return np.bincount(labels, minlength=10)


def samples(digits: Digits, each: int, seed: int) -> NDArray[np.uint8]:
    """(10, each, 28, 28): of each digit so many, drawn at random; black where there are fewer."""
    rng = np.random.default_rng(seed)
    shown = np.zeros((10, each, 28, 28), np.uint8)
    for digit in range(10):
        chosen = rng.permutation(np.flatnonzero(digits.labels == digit))[:each]
        shown[digit, : len(chosen)] = digits.frames[chosen]
    return shown


def means(digits: Digits) -> NDArray[np.float32]:
    """(10, 28, 28), grey levels: the mean image of each digit; zeros where there is none."""
    return _of_each(digits, lambda frames: frames.mean(axis=0, dtype=np.float32))


def variances(digits: Digits) -> NDArray[np.float32]:
    """(10, 28, 28), grey levels squared: how much each pixel varies among the images of a digit."""
    return _of_each(digits, lambda frames: frames.var(axis=0, dtype=np.float32))


def _of_each(digits: Digits, reduce: Callable[[NDArray[np.uint8]], NDArray[np.float32]]) -> NDArray[np.float32]:
    found = np.zeros((10, 28, 28), np.float32)
    for digit in np.unique(digits.labels):
        found[digit] = reduce(digits.frames[digits.labels == digit])
    return found
