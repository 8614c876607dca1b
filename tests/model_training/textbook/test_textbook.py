from pathlib import Path

import numpy as np
import pytest

from model_training.__main__ import main
from model_training.commands.parents import REPORT
from model_training.commands.textbook import ALONE, folder
from model_training.comparison.digits import Split
from model_training.errors import LaboratoryError
from model_training.section import Section
from model_training.textbook import EXAMPLES
from model_training.textbook.binary import Wanted, threshold_for
from model_training.textbook.chapter import examples, write_chapter
from model_training.textbook.denoise import MEAN, NOISE, less_noise, noised, psnr
from model_training.textbook.multilabel import labels_of
from tests.model_training.digits import small_digits

DIGITS = small_digits(900)
SPLIT = Split(*(DIGITS.take(np.arange(start, end)) for start, end in ((0, 600), (600, 750), (750, 900))))


def test_the_chapter_is_a_section_with_its_pictures(tmp_path: Path) -> None:
    parts = list(examples(EXAMPLES, SPLIT, tmp_path, Wanted(digit=0)))
    write_chapter(parts, tmp_path)
    section = Section.read(tmp_path / "sections" / "textbook.json")
    assert [table.n for table in section.tables] == [150, 150, 150]
    assert all(0 < (tmp_path / figure.file).stat().st_size < 100_000 for figure in section.figures)
    noisy, cleaned, less = (float(row[1]) for row in section.tables[2].rows)
    assert min(cleaned, less) > noisy + 2
    assert section.tables[0].command == "python -m model_training textbook --digit 0"
    assert section.tables[1].command == "python -m model_training textbook"
    assert float(section.tables[1].rows[1][2]) > 0.8


def test_the_threshold_is_the_lowest_of_the_wanted_precision() -> None:
    scores, truth = np.arange(6.0), np.array([False, True, False, True, True, True])
    assert threshold_for(scores, truth, 1.0) == 3.0
    assert threshold_for(scores, truth, 0.8) == 1.0
    with pytest.raises(LaboratoryError, match=r"no threshold has a precision of 0\.9; the best 0\.500"):
        threshold_for(np.array([0.0, 0.0]), np.array([True, False]), 0.9)


def test_an_example_alone_leaves_the_report_alone(tmp_path: Path) -> None:
    assert folder(None, REPORT) == REPORT
    assert folder("binary", REPORT) == ALONE
    assert folder("binary", tmp_path) == tmp_path


def test_a_caption_names_the_flags_that_were_given() -> None:
    assert Wanted().command == "python -m model_training textbook"
    assert Wanted(precision=0.95).command == "python -m model_training textbook --precision 0.95"


def test_labels_say_large_and_odd() -> None:
    assert labels_of(np.array([6, 7, 8], np.uint8)).tolist() == [[False, False], [True, True], [True, False]]


def test_noise_only_adds_light_and_stays_a_picture() -> None:
    frames = np.array([[[0, 200, 255]]], np.uint8)
    noisy = noised(np.repeat(frames, 50, axis=0), np.random.default_rng(1))
    assert (noisy >= frames).all()
    assert (noisy[..., 2] == 255).all()
    assert 0 < noisy[..., 0].max() < NOISE
    assert less_noise(np.array([[[0, MEAN, 255]]], np.uint8)).tolist() == [[[0, 0, 255 - MEAN]]]
    assert psnr(np.full((1, 2, 2), 255, np.uint8), np.zeros((1, 2, 2), np.uint8)) == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--precision", "1.5"], "--precision 1.5 should be above 0 and at most 1"),
        (["--precision", "nan"], "--precision nan should be"),
        (["binary"], "train-images-idx3-ubyte.gz cannot be read"),
    ],
)
def test_an_error_is_one_line(
    words: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--data-dir", str(tmp_path), "--report", str(tmp_path / "report")]
    assert main(["textbook", *words, *folders]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert reason in line
    assert not list(tmp_path.iterdir())
