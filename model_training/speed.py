"""The report's section on speed, of the tables that `make bench`, `load` and `lighthouse` leave in Markdown."""

import re
from dataclasses import dataclass
from pathlib import Path

from model_training.chapters import SPEED
from model_training.errors import ReportError
from model_training.section import Section, Table

BENCH, LOAD, LIGHTHOUSE = "bench.md", "load.md", "lighthouse.md"

_COMMANDS = {BENCH: "make bench", LOAD: "make load", LIGHTHOUSE: "make lighthouse"}

_KNOWN = {
    "server, connections": (
        "Beside other servers",
        "More requests a second and fewer milliseconds are better; compare rows of as many connections; n counts the "
        "rounds of which these are the medians.",
    ),
    "part": ("Where the time of a drawing goes", "What each part would take alone; n counts the rounds."),
    "wanted": ("What was wanted, and reached", "On the left the aim, on the right what came of it; n counts rounds."),
    "Load": (
        "Under more load than it can sustain",
        "Those whom it accepts should wait hardly longer the further down one reads; n counts the timed answers.",
    ),
    "device": (
        "How fast the page opens",
        "Marks are better the nearer to 100, times the shorter; the best of up to n loads.",
    ),
}
"""Title and reading of a table by the first cell of its head."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A Markdown file: its paragraphs and lists, without the title, and its tables' rows of cells."""

    paragraphs: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


def read_speed(report: Path) -> Section | None:
    """None where no command left its table in the report's folder. Raises ReportError: one is damaged."""
    pages = {name: _read(report / name) for name in _COMMANDS if (report / name).exists()}
    if not pages:
        return None
    tables = [_table(rows, page, name) for name, page in pages.items() for rows in page.tables]
    text = [paragraph for page in pages.values() for paragraph in page.paragraphs]
    return Section(SPEED.name, SPEED.title, text=tuple(text), tables=tuple(tables))


def _read(path: Path) -> _Page:
    try:
        blocks = [block.strip() for block in path.read_text(encoding="utf-8").split("\n\n")]
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{path} cannot be read: {error}") from error
    texts = [" ".join(_line(block).split()) for block in blocks if block and block[0] not in "#|"]
    return _Page(tuple(texts), tuple(_rows(block) for block in blocks if block.startswith("|")))


def _line(block: str) -> str:
    """A paragraph as it is, a list with semicolons between its points."""
    return block.removeprefix("- ").replace("\n- ", "; ")


def _rows(block: str) -> tuple[tuple[str, ...], ...]:
    """Head and rows, without the rule between them."""
    lines = [line.strip().removeprefix("|").removesuffix("|").split("|") for line in block.splitlines()]
    return tuple(tuple(cell.strip() for cell in line) for line in (lines[0], *lines[2:]))


def _table(rows: tuple[tuple[str, ...], ...], page: _Page, name: str) -> Table:
    head, *body = rows
    if head[0] not in _KNOWN or any(len(row) != len(head) for row in body):
        raise ReportError(f"{name} has a table that the report does not know: {_COMMANDS[name]} writes it anew")
    title, reading = _KNOWN[head[0]]
    return Table(title, head, tuple(body), reading, _count(page, body), _COMMANDS[name])


def _count(page: _Page, body: list[tuple[str, ...]]) -> int:
    """The timed answers that the cells tell of, else the rounds or loads that the text does."""
    timed = [int(n) for row in body for n in re.findall(r"n = (\d+)", " ".join(row))]
    rounds = re.findall(r"(\d+) (?:rounds?|loads)\b", " ".join(page.paragraphs))
    return sum(timed) or int(rounds[0] if rounds else 1)
