"""What Kaggle's digit-recognizer wants handed in: the digit on each of its test images."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.classifier import Classifier
from model_training.answers import answers
from model_training.atomic import write_atomically
from model_training.chunks import chunks
from model_training.errors import DataError

HEAD = "ImageId,Label"


def read_frames(frames: NDArray[np.uint8], classifier: Classifier) -> NDArray[np.intp]:
    """(n,) the digit that the classifier holds for the most probable on each of uint8 (n, 28, 28), with a bar."""
    with tqdm(total=len(frames), desc="reading", unit="frames", leave=False) as bar:
        read = []
        for part in chunks(frames, 256):
            read.append(answers(classifier.classify(part).probabilities))
            bar.update(len(part))
    return np.concatenate(read)


def write_submission(read: NDArray[np.intp], path: Path) -> None:
    """A line for each digit, images counted from 1. Raises DataError where the file cannot be written."""
    lines = [HEAD, *(f"{image},{digit}" for image, digit in enumerate(read.tolist(), 1))]
    try:
        write_atomically(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}") from error
