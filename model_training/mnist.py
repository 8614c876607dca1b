"""MNIST from its idx files (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), downloaded and checked."""

from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import platformdirs
from numpy.typing import NDArray

from model_training.config import TrainConfig
from model_training.datasets import find
from model_training.download import fetch, sha256_check
from model_training.errors import DataError

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)

CREDIT = "MNIST (Y. LeCun, C. Cortes, C. Burges), CC BY-SA 3.0"

SHA256 = {
    "train-images-idx3-ubyte.gz": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte.gz": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte.gz": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte.gz": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
"""Of the decompressed bytes."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Images with their labels: uint8 (n, 28, 28), light ink on black, and uint8 (n,), 0 to 9.

    In a training also the classes of `outliers`, 10 and 11.
    """

    frames: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: NDArray[np.intp]) -> "Digits":
        return Digits(self.frames[indices], self.labels[indices])

    def join(self, others: "Digits") -> "Digits":
        return Digits(np.concatenate([self.frames, others.frames]), np.concatenate([self.labels, others.labels]))


def load(split: str, data_dir: Path | None = None) -> Digits:
    """The 60,000 images of "train" or the 10,000 of "t10k".

    From `data_dir` or a folder right under it where one is named, else from the user's cache folder, into which
    missing files are downloaded.
    Raises DataError: a file is missing, damaged, not MNIST, or cannot be fetched.
    """
    images, labels = (_content(f"{split}-{kind}-ubyte.gz", data_dir) for kind in ("images-idx3", "labels-idx1"))
    return Digits(parse_idx(images, dimensions=3), parse_idx(labels, dimensions=1))


def parse_idx(content: bytes, dimensions: int) -> NDArray[np.uint8]:
    """An idx file of unsigned bytes with so many dimensions. Raises DataError where it is none or cut short."""
    header = 4 + 4 * dimensions
    if content[:4] != bytes([0, 0, 0x08, dimensions]) or len(content) < header:
        raise DataError(f"this is no idx file of unsigned bytes with {dimensions} dimensions")
    shape = tuple(int(n) for n in np.frombuffer(content, ">u4", dimensions, 4))
    if len(content) != header + int(np.prod(shape)):
        raise DataError(f"this idx file should hold {shape} bytes, but {len(content) - header} are there")
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)


def load_split(config: TrainConfig, data_dir: Path | None = None) -> tuple[Digits, Digits]:
    """The training images in two disjoint parts: those to learn from, and those to choose by."""
    return split_validation(load("train", data_dir), config)


def split_validation(digits: Digits, config: TrainConfig) -> tuple[Digits, Digits]:
    """Draws `train_images` to learn from and `validation_images` to choose by, at random with the config's seed."""
    wanted = config.train_images + config.validation_images
    if wanted > len(digits):
        raise DataError(f"the config asks for {wanted} images; the training set has {len(digits)}")
    order = np.random.default_rng(config.lot).permutation(len(digits))
    return digits.take(order[config.validation_images : wanted]), digits.take(order[: config.validation_images])


def _content(name: str, data_dir: Path | None) -> bytes:
    """The checked, decompressed bytes of one of the files."""
    folder = data_dir or platformdirs.user_cache_path("inkdigit") / "mnist"
    path, check = find(name, data_dir) or folder / name, sha256_check(SHA256[name])
    if data_dir is None and not path.exists():
        with httpx.Client(timeout=30.0) as client:
            fetch(name, MIRRORS, folder, check, client)
    try:
        return check(path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}. MNIST's four .gz files belong there.") from error
    except DataError as error:
        raise DataError(f"{path} is damaged: {error}. Delete it and try again.") from error
