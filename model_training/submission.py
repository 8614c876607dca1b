"""What Kaggle's digit-recognizer wants handed in: the digit on each of its test images."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Classifier
from model_training.atomic import write_atomically
from model_training.errors import DataError
from model_training.readings import read

HEAD = "ImageId,Label"


def read_frames(frames: NDArray[np.uint8], classifier: Classifier) -> NDArray[np.intp]:
    """(n,) the most probable digit on each of uint8 (n, 28, 28); 0 on an empty one, as Kaggle wants digits."""
    return np.asarray(read(frames, classifier, "frames").probabilities.argmax(axis=1))


def write_submission(digits: NDArray[np.intp], path: Path) -> None:
    """A line for each digit, images counted from 1. Raises DataError where the file cannot be written."""
    lines = [HEAD, *(f"{image},{digit}" for image, digit in enumerate(digits.tolist(), 1))]
    try:
        write_atomically(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}") from error
