"""The rows of a table of digits: a line a digit, whole numbers with commas between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from model_training.errors import DataError
from model_training.readers.dataset import Dataset
from model_training.readers.layout import Layout

_AT_ONCE = 1_000  # lines that are read between two steps of the progress bar


def parse_rows(lines: Sequence[bytes], first: int, layout: Layout, where: str) -> Dataset:
    """The digits of lines, of which the first is line `first` of the file. Empty lines at the end are none.

    Raises DataError, which says the line and column that are wrong, or that there is no line.
    """
    count = len(lines)
    while count and not lines[count - 1].strip():
        count -= 1
    if not count:
        raise DataError(f"{where} has no row")
    table = np.empty((count, len(layout.names)), np.uint8)
    with tqdm(total=count, desc=where, unit="rows", leave=False) as bar:
        for start in range(0, count, _AT_ONCE):
            block = lines[start : min(start + _AT_ONCE, count)]
            table[start : start + len(block)] = _parse(block, first + start, layout, where)
            bar.update(len(block))
    labels = None if layout.label is None else table[:, layout.label].copy()
    return Dataset(where, np.ascontiguousarray(table[:, layout.pixels]).reshape(-1, 28, 28), labels)


def _parse(lines: Sequence[bytes], first: int, layout: Layout, where: str) -> NDArray[np.uint8]:
    """(lines, columns)"""
    most = _most(layout)
    values = plain_numbers(lines, len(most))
    if values is None:
        values = _other_numbers(lines)
    if values.shape != (len(lines), len(most)) or not ((values >= 0) & (values <= most) & (values % 1 == 0)).all():
        raise DataError(_first_fault(lines, first, most, where))
    return values.astype(np.uint8)


def plain_numbers(lines: Sequence[bytes], columns: int) -> NDArray[np.float32] | None:
    """(lines, columns) of lines of one to three digits with single commas between; None where there is anything else.

    Twenty times as fast as what reads everything: a table of MNIST has 55 million numbers.
    """
    text = np.frombuffer(b"\n".join([b"", *lines, b""]), np.uint8)
    ends = np.flatnonzero((text == ord(",")) | (text == ord("\n")))
    lengths, ends = np.diff(ends) - 1, ends[1:]
    digits = text - np.uint8(ord("0"))  # what is no digit wraps around to more than 9
    whole = len(ends) == len(lines) * columns and np.count_nonzero(digits <= 9) == len(text) - len(ends) - 1
    if not whole or lengths.min() < 1 or lengths.max() > 3:
        return None
    if not (text[ends].reshape(-1, columns) == [ord(",")] * (columns - 1) + [ord("\n")]).all():
        return None
    values = np.zeros(len(ends), np.float32)
    for place in (1, 2, 3):
        values += np.where(lengths >= place, 10.0 ** (place - 1) * digits[ends - place], 0).astype(np.float32)
    return values.reshape(-1, columns)


def _other_numbers(lines: Sequence[bytes]) -> NDArray[np.float32]:
    """Also with blanks, or a point and what follows, as pandas writes some; nothing where they cannot be read."""
    try:
        return np.loadtxt(lines, np.float32, delimiter=",", ndmin=2, comments=None, encoding="latin-1")
    except ValueError:
        return np.empty((0, 0), np.float32)


def _most(layout: Layout) -> NDArray[np.float32]:
    """(columns,): the largest number each may hold."""
    most = np.full(len(layout.names), 255, np.float32)
    if layout.label is not None:
        most[layout.label] = 9
    return most


def _first_fault(lines: Sequence[bytes], first: int, most: NDArray[np.float32], where: str) -> str:
    """What is wrong with the first line that is, found slowly, as something is."""
    for number, line in enumerate(lines, first):
        cells = line.decode("latin-1").split(",")
        if len(cells) != len(most):
            return f"{where}, line {number}: {len(cells)} columns, not {len(most)}"
        for column, (cell, largest) in enumerate(zip(cells, most, strict=True), 1):
            if not _whole(cell, largest):
                kind = f"no whole number from 0 to {largest:.0f}"
                return f"{where}, line {number}, column {column}: {cell.strip()[:40]!r} is {kind}"
    return f"{where}, lines {first} to {first + len(lines) - 1}: these are no whole numbers with commas between them"


def _whole(cell: str, largest: float) -> bool:
    try:
        value = float(cell)
    except ValueError:
        return False
    return 0 <= value <= largest and value % 1 == 0
