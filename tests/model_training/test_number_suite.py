import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import encode_png
from backend.recognition.ink import ImageInk
from model_training.config import TrainConfig
from model_training.datasets import PENDIGITS
from model_training.number_suite import (
    AMOUNTS,
    PAGES,
    PENS,
    PHOTOGRAPHED_PAGES,
    PHOTOS,
    PICTURES,
    UPRIGHT_PAGES,
    number_suite,
)
from tests.model_training.digits import small_digits

FEW = 5
TEST = small_digits(20)
CONFIG = TrainConfig(validation_writers=(2,))
PICTURE = encode_png(255 - TEST.frames[0])


@pytest.fixture(autouse=True)
def few_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take their time."""
    for count in ("_PHOTOS", "_PHOTOGRAPHED_PAGES"):
        monkeypatch.setattr(f"model_training.number_suite.{count}", FEW)


def fill(folder: Path) -> None:
    """Every set that the suite knows, small."""
    lines = [
        json.dumps({"label": writer, "writer": writer, "strokes": [{"x": [0, 9, 4], "y": [0, 0, 9]}]})
        for writer in (1, 2)
    ]
    (folder / PENDIGITS).write_bytes(gzip.compress("\n".join(lines).encode()))
    for name, file, text in (
        ("cheque_amounts", "labels.json", '[{"file": "1.png", "string": "0"}]'),
        ("photo_pages", "1.json", '{"rotate_ccw": 0, "lines": ["0", "12"]}'),
    ):
        (folder / name).mkdir()
        (folder / name / "1.png").write_bytes(PICTURE)
        (folder / name / file).write_text(text)


def test_sets_of_numbers_that_are_not_there_are_named() -> None:
    suite = number_suite(TEST, None, CONFIG)
    assert [numbers.name for numbers in suite.sets] == [PICTURES, PHOTOS, PHOTOGRAPHED_PAGES]
    assert suite.skipped == (
        f"{PENS} (no {PENDIGITS} in --data-dir)",
        f"{AMOUNTS} (no cheque_amounts in --data-dir)",
        f"{PAGES} (no photo_pages in --data-dir)",
        f"{UPRIGHT_PAGES} (no photo_pages in --data-dir)",
    )


def test_sets_of_numbers_that_are_there_are_gathered(tmp_path: Path) -> None:
    fill(tmp_path)
    suite = number_suite(TEST, tmp_path, CONFIG)
    assert suite.skipped == ()
    assert [len(numbers.inks) for numbers in suite.sets] == [1000, FEW, FEW, 500, 1, 1, 1]
    assert [numbers.role for numbers in suite.sets] == ["test", "test", "test", "validation", *["development"] * 3]
    assert [numbers.one_line for numbers in suite.sets] == [True, True, False, True, True, False, False]
    assert all(len(numbers.inks) == len(numbers.lines) for numbers in suite.sets)
    assert suite.sets[5].lines == [("0", "12")]


def test_pens_are_those_that_were_held_out(tmp_path: Path) -> None:
    fill(tmp_path)
    assert {digit for (text,) in number_suite(TEST, tmp_path, CONFIG).sets[3].lines for digit in text} == {"2"}


def test_every_model_is_measured_on_the_same_numbers() -> None:
    first, again = (number_suite(TEST, None, config).sets[0] for config in (CONFIG, TrainConfig(seed=99)))
    assert first.lines == again.lines
    for one, other in zip(first.inks, again.inks, strict=True):
        assert isinstance(one, ImageInk)
        assert isinstance(other, ImageInk)
        assert np.array_equal(one.grey, other.grey)
