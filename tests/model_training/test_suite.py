import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import encode_png
from backend.recognition.ink import ImageInk, StrokeInk
from model_training.config import TrainConfig
from model_training.corruptions import CORRUPTIONS
from model_training.datasets import CANVAS, OPTDIGITS, PENDIGITS
from model_training.errors import DataError
from model_training.suite import (
    COARSE,
    CUT_OUT,
    FRAMES,
    LOOKALIKES,
    PHOTOS,
    PICTURES,
    STROKES,
    TIGHT,
    mnist_suite,
    whole_suite,
)
from tests.model_training.digits import small_digits

FEW = 5
TEST = small_digits(20)
CONFIG = TrainConfig(validation_writers=(2,), validation_share=0.5)
PAPER = 255 - TEST.frames
FOLDERS = ("drawn_pages_30", "cheque_amounts")
OTHERS = ("choice_letters_half.npz", "notmnist_1000.npz", "doodles_cats_1000.npz")


@pytest.fixture(autouse=True)
def few_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos take their time."""
    for count in ("_ENLARGED", "_PHOTOS"):
        monkeypatch.setattr(f"model_training.suite.{count}", FEW)


def fill(folder: Path) -> None:
    """Every set that the suite knows, small."""
    lines = [
        json.dumps({"label": 7, "writer": writer, "strokes": [{"x": [0, 9, 4], "y": [0, 0, 9]}]}) for writer in (1, 2)
    ]
    (folder / PENDIGITS).write_bytes(gzip.compress("\n".join(lines).encode()))
    for name in (OPTDIGITS, CANVAS):
        np.savez(folder / name, X=PAPER, y=TEST.labels)
    for name in FOLDERS:
        (folder / name).mkdir()
        (folder / name / "1.png").write_bytes(encode_png(PAPER[0]))
    (folder / FOLDERS[0] / "labels.csv").write_text("file,label\n1.png,0\n")
    (folder / FOLDERS[1] / "labels.json").write_text('[{"file": "1.png", "boxes": [[5, 5, 18, 18, "0"]]}]')
    np.savez(folder / OTHERS[0], X=PAPER, y=np.array(list("OQAbGxyIlzwBgdiqSsoZ")))
    for name in OTHERS[1:]:
        np.savez(folder / name, X=PAPER)


def test_mnist_is_handed_in_as_frames_and_as_dark_ink_on_white() -> None:
    frames, pictures = mnist_suite(TEST).digits
    assert (frames.name, pictures.name) == (FRAMES, PICTURES)
    assert frames.inks is TEST.frames
    assert isinstance(pictures.inks[0], ImageInk)
    assert np.array_equal(pictures.inks[0].grey, 255 - TEST.frames[0])


def test_sets_that_are_not_there_are_named(tmp_path: Path) -> None:
    suite = whole_suite(TEST, tmp_path, CONFIG)
    assert [row.name for row in suite.digits] == [FRAMES, PICTURES, COARSE, CUT_OUT, TIGHT, PHOTOS]
    assert len(suite.corrupted) == len(CORRUPTIONS)
    assert len(suite.skipped) == 9
    assert f"{STROKES} (no {PENDIGITS} in --data-dir)" in suite.skipped
    for name in (PENDIGITS, OPTDIGITS, CANVAS, *FOLDERS, *OTHERS):
        assert any(name in line for line in suite.skipped)
    assert whole_suite(TEST, None, CONFIG).skipped == suite.skipped


def test_sets_that_are_there_are_gathered(tmp_path: Path) -> None:
    fill(tmp_path)
    suite = whole_suite(TEST, tmp_path, CONFIG)
    assert suite.skipped == ()
    assert [len(row.inks) for row in suite.digits] == [20, 20, 1, 10, 10, 1797, 3000, FEW, FEW, 1, 1]
    assert [row.role for row in suite.digits] == ["test"] * 2 + ["validation"] * 3 + ["test"] * 4 + ["development"] * 2
    assert isinstance(suite.digits[2].inks[0], StrokeInk)
    assert all(len(row.inks) == len(row.labels) for row in (*suite.digits, *suite.corrupted, *suite.others))


def test_letters_of_a_digits_shape_are_counted_apart(tmp_path: Path) -> None:
    fill(tmp_path)
    unlike, alike, *_ = whole_suite(TEST, tmp_path, CONFIG).others
    assert "".join(unlike.labels) == "QAGxywdi"
    assert "".join(alike.labels) == "ObIlzBgqSsoZ"
    assert set(alike.labels) == set(LOOKALIKES)


@pytest.mark.parametrize("name", [PENDIGITS, OPTDIGITS, OTHERS[0], OTHERS[2]])
def test_a_damaged_set_is_one_clear_error(name: str, tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(DataError, match=f"{name} cannot be read") as caught:
        whole_suite(TEST, tmp_path, CONFIG)
    assert len(str(caught.value).splitlines()) == 1


def test_letters_without_any_of_a_digits_shape_are_one_clear_error(tmp_path: Path) -> None:
    np.savez(tmp_path / OTHERS[0], X=PAPER[:2], y=np.array(["w", "x"]))
    with pytest.raises(DataError, match="no letter that looks like a digit"):
        whole_suite(TEST, tmp_path, CONFIG)
