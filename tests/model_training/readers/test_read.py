import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from model_training.errors import DataError
from model_training.readers.canon import idx_bytes, is_mnist, told_apart
from model_training.readers.dataset import Dataset
from model_training.readers.layout import KAGGLE_TEST, OPENML
from model_training.readers.read import read_dataset
from tests.model_training.digits import small_digits
from tests.model_training.readers.tables import arff, csv
from tests.model_training.readers.test_packed import npz

DIGITS = small_digits(12)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("test.csv", csv(KAGGLE_TEST)),
        ("Test.CSV.gz", gzip.compress(csv(KAGGLE_TEST))),
        ("mnist_784.arff", arff(OPENML)),
        ("mnist_784.arff.gz", gzip.compress(arff(OPENML))),
        ("mnist.npz", npz()),
    ],
)
def test_a_file_is_read_by_its_name_and_content(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    dataset = read_dataset(tmp_path / name)
    assert np.array_equal(dataset.frames, DIGITS.frames)
    assert dataset.source == str(tmp_path / name)


def test_a_folder_is_read_by_what_lies_in_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="neither MNIST's idx files nor folders 0 to 9 of pictures"):
        read_dataset(tmp_path)
    (tmp_path / "7").mkdir()
    with pytest.raises(DataError, match="holds no picture"):
        read_dataset(tmp_path)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx_bytes(DIGITS.frames))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx_bytes(DIGITS.labels))
    assert np.array_equal(read_dataset(tmp_path).frames, DIGITS.frames)


def test_what_is_not_there_or_of_no_form_read_here_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"there is no .*train\.csv.*openml.*keras.*kaggle competitions download"):
        read_dataset(tmp_path / "train.csv")
    (tmp_path / "digits.xlsx").write_bytes(b"ink")
    with pytest.raises(DataError, match=r"digits\.xlsx is no folder, nor one of \.arff, \.csv, \.npz"):
        read_dataset(tmp_path / "digits.xlsx")
    (tmp_path / "digits.csv.gz").write_bytes(gzip.compress(b"ink" * 99)[:-9])
    with pytest.raises(DataError, match=r"digits\.csv\.gz cannot be read"):
        read_dataset(tmp_path / "digits.csv.gz")


def test_as_many_digits_as_mnists_are_not_mnist_for_that() -> None:
    frames = np.broadcast_to(DIGITS.frames[0], (70_000, 28, 28))
    dataset = Dataset("made up", frames, np.zeros(70_000, np.uint8))
    assert told_apart(dataset) is dataset
    assert not is_mnist(Dataset("made up", frames, dataset.labels, 10_000))


@pytest.mark.skipif("MNIST_DIR" not in os.environ, reason="MNIST_DIR names no folder with MNIST")
def test_mnist_is_known_in_any_container() -> None:
    dataset = read_dataset(Path(os.environ["MNIST_DIR"]))
    assert is_mnist(dataset)
    assert told_apart(Dataset("one table", dataset.frames, dataset.labels)).tests == 10_000
