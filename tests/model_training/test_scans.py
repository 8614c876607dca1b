import json
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import encode_png
from model_training.errors import DataError
from model_training.scans import read_amounts, read_pages

PAGE = np.full((40, 60), 255, np.uint8)
PAGE[10:30, 20:30] = 0


def write_pages(folder: Path, labels: str = "file,label\n1.png,7\n2.png,0\n") -> None:
    for name in ("1.png", "2.png"):
        (folder / name).write_bytes(encode_png(PAGE))
    (folder / "labels.csv").write_text(labels)


def write_amounts(folder: Path, boxes: list[list[object]]) -> None:
    (folder / "a.png").write_bytes(encode_png(PAGE))
    (folder / "labels.json").write_text(json.dumps([{"file": "a.png", "string": "4", "boxes": boxes}]))


def test_pages_are_whole_pictures_with_their_labels(tmp_path: Path) -> None:
    write_pages(tmp_path)
    pictures, labels = read_pages(tmp_path)
    assert [picture.grey.shape for picture in pictures] == [(40, 60)] * 2
    assert labels.tolist() == [7, 0]
    assert labels.dtype == np.uint8


def test_digits_are_cut_out_with_a_tenth_of_their_height_around_them(tmp_path: Path) -> None:
    write_amounts(tmp_path, [[20, 10, 10, 20, "4"], [0, 0, 10, 20, "1"], [50, 30, 10, 10, "0"]])
    pictures, labels = read_amounts(tmp_path)
    assert np.array_equal(pictures[0].grey, PAGE[8:32, 18:32])
    assert [picture.grey.shape for picture in pictures[1:]] == [(22, 12), (11, 11)]  # cut off at the picture's edges
    assert labels.tolist() == [4, 1, 0]


@pytest.mark.parametrize(
    "labels", ["", "file,label\n1.png,x\n", "file,label\n1.png,12\n", "file,label\nnone.png,1\n", "file,label\n1.png\n"]
)
def test_damaged_pages_are_one_clear_error(labels: str, tmp_path: Path) -> None:
    write_pages(tmp_path, labels)
    with pytest.raises(DataError, match=r"cannot be read as pages: .+") as caught:
        read_pages(tmp_path)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "boxes", [[[20, 10, 10, 20]], [[99, 10, 10, 20, "4"]], [["x", 1, 2, 3, "4"]], [[1, 1, 5, 5, "="]]]
)
def test_damaged_amounts_are_one_clear_error(boxes: list[list[object]], tmp_path: Path) -> None:
    write_amounts(tmp_path, boxes)
    with pytest.raises(DataError, match=r"cannot be read as amounts: .+"):
        read_amounts(tmp_path)


def test_a_picture_that_is_none_is_one_clear_error(tmp_path: Path) -> None:
    write_pages(tmp_path)
    (tmp_path / "2.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match="no image of a format"):
        read_pages(tmp_path)
