"""Where on its strip each digit of a line is, once the network has said about where its middle lies."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.recognition.layout import Boxes
from backend.recognition.strip import HEIGHT, TALL

_INK = 77  # grey levels from which on a pixel belongs to the writing, about the 0.3 of `segment`
_GAP = 3  # columns without ink end a digit: beyond them is a dot, a comma, or dirt
_SLANTS = np.linspace(-0.7, 0.7, 15)  # tangents

Pixels = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Rows and columns."""


def outlines(strip: NDArray[np.uint8], middles: Sequence[float]) -> Boxes:
    """(n, 4) left, top, right and bottom of the ink around each middle, columns in ascending order, on the strip.

    Neighbours are parted where, along the slant of the line, least ink lies between their middles.
    """
    rows, columns = np.nonzero(strip >= _INK)
    upright = np.round(columns + _slant((rows, columns)) * (rows - HEIGHT / 2)).astype(np.intp)
    ink = np.bincount(np.clip(upright, 0, strip.shape[1] - 1), minlength=strip.shape[1])
    cuts = [0, *(_cut(ink, *pair) for pair in pairwise(middles)), len(ink)]
    boxes = []
    for middle, start, end in zip(middles, cuts[:-1], cuts[1:], strict=True):
        first, last = _around(ink, middle, start, end)
        inside = (upright >= first) & (upright < last)
        boxes.append(_box(rows[inside], columns[inside]) if inside.any() else _blank(middle))
    return np.array(boxes)


def _slant(pixels: Pixels) -> float:
    """By how many columns a row is moved so that the line's strokes stand upright: where its columns differ most."""
    rows, columns = pixels
    if not len(rows):
        return 0.0
    moved = (columns + _SLANTS[:, np.newaxis] * rows).round().astype(np.intp)
    moved -= moved.min(axis=1, keepdims=True)
    spread = [float((np.bincount(row).astype(np.float64) ** 2).sum()) for row in moved]
    return float(_SLANTS[int(np.argmax(spread))])


def _cut(ink: NDArray[np.intp], left: float, right: float) -> int:
    """The column with least ink between two middles; among equals the one in the middle of them."""
    start, end = int(left) + 1, max(int(right), int(left) + 2)
    between = ink[start:end]
    least = np.flatnonzero(between == between.min()) if len(between) else np.array([0])
    return start + int(least[len(least) // 2])


def _around(ink: NDArray[np.intp], middle: float, start: int, end: int) -> tuple[int, int]:
    """The columns of the ink nearest to the middle, up to where there is none for a while."""
    inked = start + np.flatnonzero(ink[start:end])
    if not len(inked):
        return start, start
    parts = np.split(inked, np.flatnonzero(np.diff(inked) > _GAP) + 1)
    nearest = min(parts, key=lambda part: max(part[0] - middle, middle - part[-1], 0.0))
    return int(nearest[0]), int(nearest[-1]) + 1


def _box(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> list[float]:
    return [float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1)]


def _blank(middle: float) -> list[float]:
    """Of a digit that is read where hardly any ink is."""
    return [middle - TALL / 4, (HEIGHT - TALL) / 2, middle + TALL / 4, (HEIGHT + TALL) / 2]
