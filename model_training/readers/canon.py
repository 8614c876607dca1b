"""MNIST by its content, whatever it comes in."""

import hashlib
import struct

import numpy as np
from numpy.typing import NDArray

from model_training.errors import DataError
from model_training.mnist import SHA256, Digits
from model_training.readers.dataset import Dataset

_LEARNED, _TESTED = 60_000, 10_000


def is_split(split: str, digits: Digits) -> bool:
    """Whether these are MNIST's images and labels of "train" or "t10k", by the SHA-256 of their idx files."""
    wanted = [SHA256[f"{split}-{kind}-ubyte.gz"] for kind in ("images-idx3", "labels-idx1")]
    return [_sha256(digits.frames), _sha256(digits.labels)] == wanted


def told_apart(dataset: Dataset) -> Dataset:
    """The same, its test set told apart where it is MNIST in its canonical order: 60,000 to learn from, then the
    10,000 to test by."""
    if dataset.tests or dataset.labels is None or len(dataset) != _LEARNED + _TESTED:
        return dataset
    apart = Dataset(dataset.source, dataset.frames, dataset.labels, _TESTED)
    return apart if is_mnist(apart) else dataset


def is_mnist(dataset: Dataset) -> bool:
    """Whether it is all of MNIST, in its order."""
    if dataset.tests != _TESTED or len(dataset) != _LEARNED + _TESTED:
        return False
    learned, tested = dataset.split()
    return is_split("train", learned) and is_split("t10k", tested)


def refuse_other(dataset: Dataset) -> None:
    """Raises DataError where it is not MNIST."""
    if not is_mnist(told_apart(dataset)):
        raise DataError(f"its {len(dataset):,} digits are not MNIST's by their SHA-256")


def idx_bytes(values: NDArray[np.uint8]) -> bytes:
    """The idx file of an array."""
    return bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


def _sha256(values: NDArray[np.uint8]) -> str:
    return hashlib.sha256(idx_bytes(values)).hexdigest()
