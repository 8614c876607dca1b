"""A folder of pictures for each digit, named 0 to 9, read as the service reads pictures."""

from pathlib import Path

import numpy as np
from tqdm import tqdm

from backend.recognition.errors import InkError
from backend.recognition.images import decode
from backend.recognition.normalize import look
from model_training.errors import DataError
from model_training.readers.dataset import Dataset

_CLASSES = tuple(map(str, range(10)))


def holds_classes(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in _CLASSES)


def read_classes(folder: Path) -> Dataset:
    """The pictures of each digit, by their names; hidden files are none.

    Raises DataError, which names the file or folder that is not what it should be.
    """
    other = next((place for place in sorted(folder.iterdir()) if _counts(place) and place.name not in _CLASSES), None)
    if other:
        raise DataError(f"{other} is none of the folders 0 to 9 that hold a digit's pictures each")
    pictures = [(path, int(name)) for name in _CLASSES for path in _pictures(folder / name)]
    if not pictures:
        raise DataError(f"{folder} holds no picture in its folders 0 to 9")
    frames = [_read(path) for path, _ in tqdm(pictures, desc=str(folder), unit="pictures", leave=False)]
    return Dataset(str(folder), np.stack(frames), np.array([label for _, label in pictures], np.uint8))


def _counts(place: Path) -> bool:
    return not place.name.startswith(".")


def _pictures(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder of pictures")
    return [path for path in sorted(folder.iterdir()) if _counts(path)]


def _read(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    try:
        return look(decode(path.read_bytes())).frame
    except (OSError, InkError) as error:
        raise DataError(f"{path} cannot be read as a picture of a digit: {error}") from error
