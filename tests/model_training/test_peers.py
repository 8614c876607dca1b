"""What peers are given and how their answers are taken; none of them needs to be installed."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.ink import ImageInk, StrokeInk
from model_training.errors import RunError
from model_training.number_scores import ReadLine
from model_training.peers import lines, peers, picture, rapidocr, tesseract

PICTURE = ImageInk(np.full((4, 5), 7, np.uint8))

ENGINE = """
class RapidOCR:
    def __call__(self, grey, use_det, use_cls, use_rec):
        assert grey.shape == (4, 5)
        row = ["4 2", 0.9]
        return ([[None, *row], [None, "x", 0.1]] if use_det else [row]), 0.0
"""


def put_on_path(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program `tesseract` that does no more than the test needs."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\ncat > /dev/null\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_every_peer_is_installed_or_named_as_missing() -> None:
    installed, missing = peers()
    assert sorted([*installed, *missing]) == ["rapidocr", "tesseract"]


def test_of_what_a_peer_says_only_digits_count() -> None:
    assert lines(["1.2 a", "", "x", "3"]) == [ReadLine("12", accepted=True), ReadLine("3", accepted=True)]


def test_pictures_are_handed_on_as_they_are() -> None:
    grey = np.full((4, 5), 7, np.uint8)
    assert picture(ImageInk(grey)) is grey


def test_strokes_are_drawn_in_black_on_white_with_a_margin() -> None:
    drawn = picture(StrokeInk((np.array([[0.0, 0.0], [0.0, 10.0]]), np.array([[20.0, 0.0], [20.0, 10.0]]))))
    assert drawn.shape == (112, 176)
    dark = np.flatnonzero((drawn < 128).any(axis=0))
    assert (dark[0], dark[-1]) == (22, 154)
    assert drawn[:20].min() == 255


def test_a_dash_alone_is_drawn_no_wider_than_a_page() -> None:
    assert picture(StrokeInk((np.array([[0.0, 0.0], [9.0, 0.0]]),))).shape[1] < 2000


def test_tesseract_is_told_whether_one_line_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(tmp_path, 'echo "$4"', monkeypatch)
    assert "tesseract" in peers()[0]
    assert tesseract(True)(PICTURE) == [ReadLine("7", accepted=True)]
    assert tesseract(False)(PICTURE) == [ReadLine("6", accepted=True)]


def test_a_tesseract_that_fails_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(tmp_path, "exit 3", monkeypatch)
    with pytest.raises(RunError, match="tesseract does not read"):
        tesseract(True)(PICTURE)


def test_rapidocr_cuts_pages_into_lines_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rapidocr_onnxruntime.py").write_text(ENGINE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "rapidocr_onnxruntime", raising=False)
    assert "rapidocr" in peers()[0]
    assert rapidocr(True)(PICTURE) == rapidocr(False)(PICTURE) == [ReadLine("42", accepted=True)]
    sys.modules.pop("rapidocr_onnxruntime")
