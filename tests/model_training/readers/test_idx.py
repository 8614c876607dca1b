import gzip
from pathlib import Path

import numpy as np
import pytest

from model_training.errors import DataError
from model_training.readers.canon import idx_bytes
from model_training.readers.idx import read_idx
from tests.model_training.digits import small_digits

DIGITS = small_digits(12)
FILES = {
    "train-images-idx3-ubyte.gz": gzip.compress(idx_bytes(DIGITS.frames[:8])),
    "train-labels-idx1-ubyte.gz": gzip.compress(idx_bytes(DIGITS.labels[:8])),
    "t10k-images.idx3-ubyte": idx_bytes(DIGITS.frames[8:]),
    "t10k-labels.idx1-ubyte": idx_bytes(DIGITS.labels[8:]),
}


def store(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_both_parts_are_read_packed_or_not(tmp_path: Path) -> None:
    learned, tested = read_idx(store(tmp_path, FILES)).split()
    assert np.array_equal(learned.labels, DIGITS.labels[:8])
    assert np.array_equal(tested.frames, DIGITS.frames[8:])


@pytest.mark.parametrize("split", ["train", "t10k"])
def test_a_part_alone_is_not_told_apart(split: str, tmp_path: Path) -> None:
    learned, tested = read_idx(
        store(tmp_path, {name: file for name, file in FILES.items() if name.startswith(split)})
    ).split()
    assert (len(learned), len(tested)) == (8 if split == "train" else 4, 0)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"train-labels-idx1-ubyte.gz": None}, "train-images-idx3-ubyte.gz is alone: the labels of train are not"),
        ({"t10k-images.idx3-ubyte": None}, "t10k-labels.idx1-ubyte is alone: the images of t10k are not there"),
        ({"t10k-images.idx3-ubyte": b"ink"}, "t10k-images.idx3-ubyte: this is no idx file"),
        ({"train-labels-idx1-ubyte.gz": b"\x1f\x8bink"}, "train-labels-idx1-ubyte.gz cannot be read"),
        ({"t10k-labels.idx1-ubyte": idx_bytes(DIGITS.labels)}, "holds 4 frames, and labels of the shape (12,)"),
        ({"t10k-images.idx3-ubyte": idx_bytes(DIGITS.frames[8:, 4:, 4:])}, "an array of the shape (4, 24, 24)"),
        ({"t10k-labels.idx1-ubyte": idx_bytes(DIGITS.labels[8:] + 9)}, "the label of frame 0 is 17, no digit"),
    ],
)
def test_what_is_wrong_is_said_with_its_file(files: dict[str, bytes | None], reason: str, tmp_path: Path) -> None:
    store(tmp_path, {name: content for name, content in (FILES | files).items() if content is not None})
    with pytest.raises(DataError) as error:
        read_idx(tmp_path)
    assert reason in str(error.value)
    assert str(error.value).startswith(str(tmp_path))
