"""Sections as a page: HTML that holds all it shows, and Markdown for where code is shown."""

import base64
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from model_training.chapters import Chapter
from model_training.errors import ReportError
from model_training.section import Figure, Section, Table

TEMPLATES = Path(__file__).resolve().parent / "templates"

_MEDIA = {".svg": "image/svg+xml", ".png": "image/png"}

_UNITS = re.compile(r"\b(?:n|of|and|x|ms|s|min|h|µs|kB|KB|MB|kiB|MiB|GB|px)\b")


def html(sections: Sequence[Section], missing: Sequence[Chapter], folder: Path) -> str:
    """One page without a script and without an address to load from. Raises ReportError: a picture is missing."""
    pictures = {figure.file: _data_uri(folder, figure) for section in sections for figure in section.figures}
    return _render("page.html", sections, missing, picture=pictures.__getitem__)


def markdown(sections: Sequence[Section], missing: Sequence[Chapter]) -> str:
    """The same, with the pictures beside it."""
    return _render("page.md", sections, missing)


def numeric(table: Table) -> list[bool]:
    """Of each column, whether it stands to the right: it is not the first, and holds figures and their units alone."""
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.head)
    return [place > 0 and _are_figures(cells) for place, cells in enumerate(columns)]


def _are_figures(cells: Sequence[str]) -> bool:
    bare = [_UNITS.sub("", cell) for cell in cells]
    return any(map(_has_digit, bare)) and not any(map(_has_letter, bare))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _render(name: str, sections: Sequence[Section], missing: Sequence[Chapter], **more: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["numeric"] = numeric
    environment.filters["words"] = _words
    return environment.get_template(name).render(sections=sections, missing=missing, **more)


def _words(text: str) -> Markup:
    """What stands between backticks is code, as in Markdown; all else stays as it is."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _data_uri(folder: Path, figure: Figure) -> str:
    path = folder / figure.file
    if path.suffix not in _MEDIA:
        raise ReportError(f"{figure.file} is no picture that the page can show: {' or '.join(_MEDIA)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReportError(f"{path} cannot be read: {error.strerror}. It comes from: {figure.command}") from error
    return f"data:{_MEDIA[path.suffix]};base64,{base64.b64encode(content).decode()}"
