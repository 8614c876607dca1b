"""The whole look, on a few small digits."""

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import decode
from model_training.errors import RunError
from model_training.explore.cache import Cache
from model_training.explore.class_figures import class_chapter
from model_training.explore.doubt_figures import doubt_chapter
from model_training.explore.explore import explore, some
from model_training.explore.neighbour_figures import neighbour_chapter
from model_training.explore.sizes import Sizes
from model_training.explore.study import Study
from model_training.mnist import Digits
from model_training.section import SECTIONS, Section
from tests.model_training.digits import small_digits
from tests.model_training.service import classifier

DIGITS = small_digits(260)
SIZES = Sizes(learned=200, tested=60, forest=100, trees=3, permuted=20, asked=1, mapped=50)


def study(folder: Path, tested: int) -> Study:
    learned, others = DIGITS.take(np.arange(200)), DIGITS.take(np.arange(200, 200 + tested))
    return Study(learned, others, classifier(), SIZES, Cache(folder / "cache"), folder / "report", "explore")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explore")


@pytest.fixture(scope="module")
def section(folder: Path) -> Section:
    return explore(study(folder, 60), "small digits")


def test_every_figure_of_the_section_is_a_small_picture_with_a_reading(section: Section, folder: Path) -> None:
    report = folder / "report"
    assert Section.read(report / SECTIONS / "data.json") == section
    assert {f"data/{file.name}" for file in (report / "data").iterdir()} == {one.file for one in section.figures}
    for figure in section.figures:
        content = (report / figure.file).read_bytes()
        assert len(content) < 150_000
        assert decode(content).grey.std() > 1 if figure.file.endswith(".png") else ET.fromstring(content) is not None
        assert figure.reading.endswith(".")
        assert 0 < figure.n <= 260
    assert section.text[0] == "200 images to learn from and 60 to test by, of small digits."


def test_the_tables_tell_of_both_sets(section: Section) -> None:
    near, wrong = section.tables
    assert [row[1] for row in near.rows] == ["200", "60"]
    assert [row[1] for row in wrong.rows] == [
        "its neighbours, itself left out",
        "its neighbours",
        "the shipped network",
    ]
    assert all(len(row) == len(table.head) for table in section.tables for row in table.rows)


def test_without_a_test_set_it_is_gone_without(section: Section, folder: Path) -> None:
    alone = study(folder, 0)
    assert [len(chapter(alone).tables[0].rows) for chapter in (neighbour_chapter, doubt_chapter)] == [1, 1]
    assert [figure.n for figure in class_chapter(alone).figures] == [200, 200, 200]


def test_where_the_report_cannot_be_written_is_one_clear_error(folder: Path) -> None:
    (folder / "file").mkdir()
    (folder / "file" / "report").write_bytes(b"")
    with pytest.raises(RunError, match="cannot be written"):
        explore(study(folder / "file", 0), "small digits")


def test_some_are_drawn_in_their_order_and_all_where_there_are_no_more() -> None:
    digits = Digits(np.zeros((50, 28, 28), np.uint8), np.arange(50, dtype=np.uint8))
    drawn = some(digits, 20).labels
    assert len(drawn) == 20
    assert (np.diff(drawn) > 0).all()
    assert drawn[-1] > 25
    assert len(some(digits, 60)) == 50
