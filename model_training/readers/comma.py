"""CSV: the tables of Kaggle's digit-recognizer, and OpenML's mnist_784 as a table."""

from model_training.errors import DataError
from model_training.readers.dataset import Dataset
from model_training.readers.layout import find_layout
from model_training.readers.rows import parse_rows


def parse_csv(content: bytes, where: str) -> Dataset:
    """Digits by the names in the first line. Raises DataError, which says the line and column that are wrong."""
    lines = content.removeprefix(b"\xef\xbb\xbf").replace(b'"', b"").replace(b"'", b"").splitlines()
    if not lines:
        raise DataError(f"{where} is empty")
    names = lines[0].decode("latin-1").split(",")
    return parse_rows(lines[1:], 2, find_layout(names, f"{where}, line 1"), where)
