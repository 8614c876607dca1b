from pathlib import Path

import pytest

from model_training.errors import RunError
from model_training.section import SECTIONS, Figure, Section, Table

SECTION = Section(
    name="data",
    title="The digits",
    text=("What is learned from.",),
    figures=(Figure("Mean digits", "data/mean.svg", "Dark is where ink mostly lies.", 60_000, "explore"),),
    tables=(Table("Classes", ("Digit", "n"), (("0", "5,923"),), "How often each occurs.", 60_000, "explore"),),
)


def test_a_section_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    SECTION.write(tmp_path)
    assert Section.read(tmp_path / SECTIONS / "data.json") == SECTION


def test_what_is_no_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text('{"name": "data", "titel": "The digits"}')
    with pytest.raises(RunError, match=r"^not a section of the report: .*titel"):
        Section.read(tmp_path / "data.json")
