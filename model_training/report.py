"""The report: what all commands of the laboratory left, in their order, on one page."""

from dataclasses import dataclass
from pathlib import Path

from model_training.atomic import write_atomically
from model_training.chapters import CHAPTERS, SPEED, Chapter
from model_training.errors import ReportError, RunError
from model_training.page import html, markdown
from model_training.section import SECTIONS, Section
from model_training.speed import read_speed

PAGE, MARKDOWN = "index.html", "README.md"

MOST_BYTES = 3_000_000
"""Of the page, pictures and all: it is committed, put into the image and opened on phones."""


@dataclass(frozen=True, slots=True)
class Report:
    """The sections that are there, and the chapters whose section nobody has made."""

    sections: tuple[Section, ...]
    missing: tuple[Chapter, ...]


def read_report(folder: Path) -> Report:
    """Raises ReportError: a section is damaged, or is none of the report's."""
    _refuse_strangers(folder)
    found = {chapter: _section(folder, chapter) for chapter in CHAPTERS}
    sections = tuple(section for section in found.values() if section)
    return Report(sections, tuple(chapter for chapter, section in found.items() if not section))


def write_report(report: Report, folder: Path) -> Path:
    """Writes the page and, for where code is shown, the same in Markdown; returns the page's path.

    Raises ReportError: a picture is missing, the page would be too large, or it cannot be written.
    """
    page = html(report.sections, report.missing, folder).encode()
    if len(page) > MOST_BYTES:
        raise ReportError(
            f"the page would have {len(page):,} bytes, more than {MOST_BYTES:,}: {_largest(report, folder)}"
        )
    try:
        write_atomically(folder / MARKDOWN, markdown(report.sections, report.missing).encode())
        write_atomically(folder / PAGE, page)
    except OSError as error:
        raise ReportError(f"the report in {folder} cannot be written: {error.strerror}") from error
    return folder / PAGE


def _section(folder: Path, chapter: Chapter) -> Section | None:
    if chapter == SPEED:
        return read_speed(folder)
    path = folder / SECTIONS / f"{chapter.name}.json"
    if not path.exists():
        return None
    try:
        return Section.read(path)
    except RunError as error:
        raise ReportError(f"{path} is damaged; {chapter.command} writes it anew ({error})") from error


def _refuse_strangers(folder: Path) -> None:
    known = [chapter.name for chapter in CHAPTERS if chapter != SPEED]
    strangers = sorted(path.name for path in (folder / SECTIONS).glob("*.json") if path.stem not in known)
    if strangers:
        raise ReportError(f"{folder / SECTIONS / strangers[0]} is none of the report's sections: {', '.join(known)}")


def _largest(report: Report, folder: Path) -> str:
    figures = [figure for section in report.sections for figure in section.figures]
    sizes = sorted(((folder / figure.file).stat().st_size, figure.file) for figure in figures)
    return ", ".join(f"{file} has {size:,}" for size, file in sizes[:-4:-1])
