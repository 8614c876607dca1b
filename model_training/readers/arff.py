"""ARFF, the attribute-relation file format, as OpenML hands out mnist_784: a head of attributes, then rows."""

import re

from model_training.errors import DataError
from model_training.readers.dataset import Dataset
from model_training.readers.layout import OPENML, find_layout
from model_training.readers.rows import parse_rows

_ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)\s+\S", re.IGNORECASE)


def parse_arff(content: bytes, where: str) -> Dataset:
    """Raises DataError where these bytes are no ARFF file of digits; it says the line."""
    lines = content.replace(b"'", b"").replace(b'"', b"").splitlines()
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        text = line.decode("latin-1").strip()
        if text.lower().startswith("@data"):
            layout = find_layout(names, where)
            if layout != OPENML:
                raise DataError(f"{where}: these are the columns of {layout.owner}, which is no ARFF file")
            return parse_rows(lines[number:], number + 1, layout, where)
        names += _attribute(text, f"{where}, line {number}")
    raise DataError(f"{where} has no @DATA: it is no ARFF file, or cut short")


def _attribute(text: str, where: str) -> list[str]:
    """The name of the attribute that a line of the head declares, if it declares one."""
    if not text or text.startswith("%") or text.lower().startswith("@relation"):
        return []
    found = _ATTRIBUTE.match(text)
    if not found:
        raise DataError(f"{where}: {text[:40]!r} is nothing that the head of an ARFF file may say")
    return [found.group(1)]
