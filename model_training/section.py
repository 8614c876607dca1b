"""A section of the report page: what a command of the laboratory leaves for `report` to put on the one page."""

from pathlib import Path
from typing import ClassVar

from pydantic.dataclasses import dataclass

from model_training.atomic import write_atomically
from model_training.config import STRICT, Record

SECTIONS = "sections"
"""The folder below the report's, of a JSON file a section."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Figure:
    """A picture: `file` (SVG or PNG) lies in the report's folder; `reading` is one sentence on how to read it."""

    title: str
    file: str
    reading: str
    n: int
    command: str


@dataclass(frozen=True, slots=True, config=STRICT)
class Table:
    """Cells as they are to be read; of the columns after the first, numbers stand to the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reading: str
    n: int
    command: str


@dataclass(frozen=True, slots=True, config=STRICT)
class Section(Record):
    """`name` is its file's and its anchor's; `text` are paragraphs of plain words; `code` may stand in them."""

    kind: ClassVar[str] = "section of the report"

    name: str
    title: str
    text: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()

    def write(self, report: Path) -> None:
        """Into the report's folder, beside which its figures lie. Raises OSError."""
        folder = report / SECTIONS
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / f"{self.name}.json", self.to_json().encode())
