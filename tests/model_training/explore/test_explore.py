"""The whole look, on a few small digits."""

import dataclasses
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import decode
from model_training.__main__ import main
from model_training.errors import DataError, RunError
from model_training.explore.cache import Cache
from model_training.explore.doubt_figures import doubt_chapter
from model_training.explore.explore import explore, some
from model_training.explore.neighbour_figures import neighbour_chapter
from model_training.explore.sizes import Sizes
from model_training.explore.study import Study
from model_training.mnist import Digits
from model_training.readers.canon import idx_bytes
from model_training.section import SECTIONS, Section
from tests.model_training.digits import small_digits
from tests.model_training.service import classifier

DIGITS = small_digits(180)
LEARNED, TESTED = DIGITS.take(np.arange(120)), DIGITS.take(np.arange(120, 180))
SIZES = Sizes(learned=120, tested=60, forest=100, trees=3, permuted=20, asked=1, mapped=50)


def without_tests(folder: Path) -> Study:
    model, cache = folder / "digits.onnx", Cache(folder / "cache")
    return Study(LEARNED, TESTED.take(np.arange(0)), classifier(), model, SIZES, cache, folder, "explore")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explore")


@pytest.fixture(scope="module")
def section(folder: Path) -> Section:
    """As the command leaves it, of idx files, asking the shipped network."""
    (folder / "digits").mkdir()
    for split, part in (("train", LEARNED), ("t10k", TESTED)):
        (folder / "digits" / f"{split}-images-idx3-ubyte").write_bytes(idx_bytes(part.frames))
        (folder / "digits" / f"{split}-labels-idx1-ubyte").write_bytes(idx_bytes(part.labels))
    places = {"--dataset": "digits", "--report": "report", "--cache": "cache"}
    words = [word for option, name in places.items() for word in (option, str(folder / name))]
    assert main(["explore", "--quick", *words]) == 0
    return Section.read(folder / "report" / SECTIONS / "data.json")


def test_every_figure_of_the_section_is_a_small_picture_with_a_reading(section: Section, folder: Path) -> None:
    report = folder / "report"
    assert {f"data/{file.name}" for file in (report / "data").iterdir()} == {one.file for one in section.figures}
    for figure in section.figures:
        content = (report / figure.file).read_bytes()
        assert len(content) < 150_000
        assert decode(content).grey.std() > 1 if figure.file.endswith(".png") else ET.fromstring(content) is not None
        assert figure.reading.endswith(".")
        assert 0 < figure.n <= 180
        assert figure.command == f"python -m model_training explore --quick --dataset {folder / 'digits'}"
    assert section.text[0] == f"120 images to learn from and 60 to test by, of {folder / 'digits'}."


def test_the_tables_tell_of_both_sets(section: Section) -> None:
    near, wrong = section.tables
    assert [row[1] for row in near.rows] == ["120", "60"]
    judges = ["to learn from: its neighbours", "to test by: its neighbours", "to test by: the shipped network"]
    assert [f"{row[0]}: {row[1]}" for row in wrong.rows[::2]] == judges
    assert {row[2] for row in wrong.rows} == {"confident joint", "read otherwise"}
    assert all(len(row) == len(table.head) for table in section.tables for row in table.rows)


def test_without_a_test_set_it_is_gone_without(tmp_path: Path) -> None:
    alone = without_tests(tmp_path)
    alone.path("").mkdir()
    assert [len(chapter(alone).tables[0].rows) for chapter in (neighbour_chapter, doubt_chapter)] == [1, 2]


def test_where_the_report_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(RunError, match="cannot be written"):
        explore(without_tests(tmp_path), "small digits")


def test_too_few_images_are_refused(tmp_path: Path) -> None:
    few = dataclasses.replace(without_tests(tmp_path), learned=LEARNED.take(np.arange(99)))
    with pytest.raises(DataError, match="small digits has 99 images to learn from: at least 100"):
        explore(few, "small digits")
    assert not list(tmp_path.iterdir())


def test_some_are_drawn_in_their_order_and_all_where_there_are_no_more() -> None:
    digits = Digits(np.zeros((50, 28, 28), np.uint8), np.arange(50, dtype=np.uint8))
    drawn = some(digits, 20).labels
    assert len(drawn) == 20
    assert (np.diff(drawn) > 0).all()
    assert drawn[-1] > 25
    assert len(some(digits, 60)) == 50
