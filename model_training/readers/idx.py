"""A folder with idx files, as MNIST's authors hand it out, packed or not: any digits in them, not just MNIST's."""

import re
from pathlib import Path

import numpy as np

from model_training.errors import DataError
from model_training.mnist import parse_idx
from model_training.readers.content import read_content
from model_training.readers.dataset import Dataset, checked

_SPLITS = ("train", "t10k")
_NAME = re.compile(rf"({'|'.join(_SPLITS)})-(images[-.]idx3|labels[-.]idx1)-ubyte(\.gz)?")


def holds_idx(folder: Path) -> bool:
    return any(_NAME.fullmatch(file.name) for file in folder.iterdir())


def read_idx(folder: Path) -> Dataset:
    """The training images, then the test images; either may be missing. Raises DataError."""
    parts = [part for split in _SPLITS if (part := _read_split(folder, split))]
    tests = len(parts[-1]) if len(parts) == 2 else 0
    labels = np.concatenate([part.digits().labels for part in parts])
    return Dataset(str(folder), np.concatenate([part.frames for part in parts]), labels, tests)


def _read_split(folder: Path, split: str) -> Dataset | None:
    images, labels = _find(folder, split, "images"), _find(folder, split, "labels")
    if not images and not labels:
        return None
    if not images or not labels:
        raise DataError(f"{images or labels} is alone: the {'labels' if images else 'images'} of {split} are not there")
    frames, numbers = _parse(images, 3), _parse(labels, 1)
    return checked(f"{images} with {labels.name}", frames, numbers)


def _find(folder: Path, split: str, kind: str) -> Path | None:
    found = (file for file in sorted(folder.iterdir()) if _NAME.fullmatch(file.name))
    return next((file for file in found if file.name.startswith(f"{split}-{kind}")), None)


def _parse(path: Path, dimensions: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    try:
        return parse_idx(read_content(path), dimensions)
    except DataError as error:
        raise DataError(f"{path}: {error}" if str(path) not in str(error) else str(error)) from error
