import gzip
import os
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model_training import mnist
from model_training.config import TrainConfig
from model_training.errors import DataError
from model_training.mnist import Digits, parse_idx, split_validation


def idx(values: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    return bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


IMAGES = np.arange(2 * 28 * 28, dtype=np.uint8).reshape(2, 28, 28)


def test_idx_files_are_read() -> None:
    assert np.array_equal(parse_idx(idx(IMAGES), dimensions=3), IMAGES)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0\x08\x03", idx(IMAGES)[:-1], idx(IMAGES) + b"\0", idx(IMAGES[0]), b"\0\0\x0d" + idx(IMAGES)[3:]],
)
def test_what_is_no_idx_file_is_refused(content: bytes) -> None:
    with pytest.raises(DataError, match="idx file"):
        parse_idx(content, dimensions=3)


def test_a_folder_without_the_files_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"train-images-idx3-ubyte\.gz cannot be read: No such file"):
        mnist.load("train", tmp_path)


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(IMAGES)))
    with pytest.raises(DataError, match=r"t10k-images-idx3-ubyte\.gz is damaged: .*SHA-256.*Delete it"):
        mnist.load("t10k", tmp_path)


CONFIG = TrainConfig(batch_size=16, train_images=60, validation_images=20)
HUNDRED = Digits(
    np.arange(100 * 784, dtype=np.uint32).astype(np.uint8).reshape(100, 28, 28), np.arange(100, dtype=np.uint8)
)


def test_the_split_is_disjoint_and_the_same_every_time() -> None:
    training, validation = split_validation(HUNDRED, CONFIG)
    assert (len(training), len(validation)) == (60, 20)
    assert not set(training.labels) & set(validation.labels)
    again, _ = split_validation(HUNDRED, CONFIG)
    assert np.array_equal(again.labels, training.labels)
    other, _ = split_validation(HUNDRED, replace(CONFIG, seed=99))
    assert not np.array_equal(other.labels, training.labels)


def test_more_images_than_there_are_is_refused() -> None:
    with pytest.raises(DataError, match="asks for 101 images; the training set has 100"):
        split_validation(HUNDRED, replace(CONFIG, train_images=81))


@pytest.mark.skipif("MNIST_DIR" not in os.environ, reason="MNIST_DIR names no folder with MNIST")
def test_mnist_itself_is_read() -> None:
    digits = mnist.load("t10k", Path(os.environ["MNIST_DIR"]))
    assert digits.frames.shape == (10_000, 28, 28)
    assert np.bincount(digits.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
