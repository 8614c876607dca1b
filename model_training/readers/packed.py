"""Keras' mnist.npz: four arrays in one file."""

import io
import zipfile
import zlib

import numpy as np

from model_training.errors import DataError
from model_training.readers.dataset import Dataset, checked

_ARRAYS = ("x_train", "y_train", "x_test", "y_test")


def parse_npz(content: bytes, where: str) -> Dataset:
    """The training images, then the test images. Raises DataError where an array is missing or no digits'."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            missing = [name for name in _ARRAYS if name not in file]
            arrays = [file[name] for name in _ARRAYS if name in file]
    except (OSError, EOFError, ValueError, AttributeError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f"{where} cannot be read as an .npz file: {error}") from error
    if missing:
        raise DataError(f"{where} has no array {missing[0]}; Keras' mnist.npz has {', '.join(_ARRAYS)}")
    learned, tested = (checked(f"{where}, x_{part}", *arrays[2 * i : 2 * i + 2]) for i, part in enumerate(_PARTS))
    digits = learned.digits().join(tested.digits())
    return Dataset(where, digits.frames, digits.labels, len(tested))


_PARTS = ("train", "test")
