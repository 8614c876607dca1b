"""Ink of numbers to pieces that a digit may be made of: strokes as they are, pictures cut where digits may touch."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Components, Mask, find_components
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Stroke
from backend.recognition.layout import Boxes, around, digit_height, lines
from backend.recognition.normalize import frame_of
from backend.recognition.strokes import draw

MOST_PIECES = 300
"""The largest are read, so that a sheet of dots costs bounded time. A line has 64 digits at most."""

_INK = 0.3  # of full ink: from there on a pixel belongs to the writing. Thin pens of a line must hold together
_SPECK = 0.03  # of a digit's height: what is smaller either way is dirt
_LARGE = 3.0  # digits' heights: what is taller is no digit but a frame, a shadow or a desk
_LONG, _FLAT = 4.0, 0.5  # digits' heights: what is wider and no higher is a rule
_LESSER = 0.4  # of the height of the tallest line: lower lines are what is left of print and of the page's edge
_WIDE = 0.5  # of a digit's height: narrower pieces are not cut
_APART = 0.18  # of a digit's height between cuts, and between a cut and the piece's end
_SLANTS = np.linspace(-0.7, 0.7, 15)  # tangents


class Pieces(Protocol):
    """Pieces of ink. `boxes` (n, 4): see `layout`. `lines`: the pieces of each line in the order they are read.

    `most`: as many of them as one digit may be made of.
    """

    boxes: Boxes
    lines: Sequence[Sequence[int]]
    most: int

    def frame(self, group: Sequence[int]) -> NDArray[np.uint8]:
        """What the model is to see, uint8 (28, 28), of neighbours in a line."""
        ...

    def strokes(self, group: Sequence[int]) -> tuple[int, ...]:
        """The strokes that the pieces are, by their indices; none on a picture."""
        ...


class StrokePieces:
    """A piece a stroke."""

    most: int = 4

    def __init__(self, strokes: tuple[Stroke, ...]) -> None:
        """Raises BlankInk where there is no stroke."""
        if not strokes:
            raise BlankInk("The drawing has no point.")
        self._strokes = strokes
        self.boxes = np.array([[*stroke.min(axis=0), *stroke.max(axis=0)] for stroke in strokes])
        kept = _largest(self.boxes)
        self.lines: Sequence[Sequence[int]] = [[int(kept[piece]) for piece in line] for line in lines(self.boxes[kept])]

    def frame(self, group: Sequence[int]) -> NDArray[np.uint8]:
        return draw(tuple(self._strokes[piece] for piece in sorted(group)))

    def strokes(self, group: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted(group))


class PicturePieces:
    """Pieces of the ink on a picture of `shape` (height, width)."""

    most: int = 6

    def __init__(self, ink: NDArray[np.float32]) -> None:
        """`ink`: (h, w), 0 paper to 1. Raises BlankInk where nothing on it can be a digit."""
        components = find_components(ink > _INK)
        if not len(components.areas):
            raise BlankInk("Nothing but printed lines is on the picture.")
        self.shape = ink.shape
        self._ink = ink
        self._labels = np.zeros(ink.shape, np.intp)
        self._boxes: list[list[float]] = []
        self.lines: Sequence[Sequence[int]] = self._cut(components)
        self.boxes = np.array(self._boxes)

    def frame(self, group: Sequence[int]) -> NDArray[np.uint8]:
        left, top, right, bottom = around(self.boxes[list(group)]).astype(np.intp)
        place = (slice(max(top - 1, 0), bottom + 1), slice(max(left - 1, 0), right + 1))
        return frame_of(self._ink[place], np.isin(self._labels[place], np.array(group) + 1))

    def strokes(self, group: Sequence[int]) -> tuple[int, ...]:
        return ()

    def _cut(self, components: Components) -> list[list[int]]:
        boxes = components.boxes[:, [1, 0, 3, 2]].astype(np.float64)
        kept = _largest(boxes)
        kept = kept[_may_be_writing(boxes[kept])]
        if not len(kept):
            raise BlankInk("Nothing on the picture is of the size of writing.")
        found = _of_writing([[int(kept[piece]) for piece in line] for line in lines(boxes[kept])], boxes)
        return [self._cut_line(components, line, boxes[line]) for line in found]

    def _cut_line(self, components: Components, line: list[int], boxes: Boxes) -> list[int]:
        """Numbers the pieces of a line, cut where digits may touch, from left to right."""
        height = digit_height(boxes)
        pieces = [_pixels(components, piece) for piece in line]
        slant = _slant(pieces)
        middles, numbers = [], []
        for pixels in pieces:
            for rows, columns in _slices(pixels, slant, height):
                self._boxes.append([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
                self._labels[rows, columns] = len(self._boxes)
                numbers.append(len(self._boxes) - 1)
                middles.append(float(np.mean(columns + slant * rows)))
        return [numbers[index] for index in np.argsort(middles, kind="stable")]


Pixels = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Rows and columns."""


def _pixels(components: Components, piece: int) -> Pixels:
    top, left, bottom, right = components.boxes[piece]
    rows, columns = np.nonzero(components.labels[top:bottom, left:right] == piece + 1)
    return rows + top, columns + left


def _slices(pixels: Pixels, slant: float, height: float) -> list[Pixels]:
    """The parts of a piece between the columns, slanted as the line is, where two digits may touch."""
    rows, columns = pixels
    upright = np.round(columns + slant * rows).astype(np.intp)
    upright -= upright.min()
    ink = np.bincount(upright)
    if len(ink) < _WIDE * height:
        return [pixels]
    cuts = _cuts(ink, _APART * height)
    part = np.searchsorted(cuts, upright, side="right")
    return [(rows[part == index], columns[part == index]) for index in range(len(cuts) + 1) if (part == index).any()]


def _cuts(ink: NDArray[np.intp], apart: float) -> NDArray[np.intp]:
    """The columns with least ink, at least so far apart and from the ends; in order."""
    chosen: list[int] = []
    inner = np.arange(len(ink))
    open_ = (inner >= apart) & (inner <= len(ink) - apart)
    while open_.any():
        candidates = np.flatnonzero(open_)
        least = candidates[ink[candidates] == ink[candidates].min()]
        column = int(least[len(least) // 2])
        chosen.append(column)
        open_ &= np.abs(inner - column) >= apart
    return np.array(sorted(chosen), np.intp)


def _slant(pieces: list[Pixels]) -> float:
    """By how many columns a row is moved so that the line's strokes stand upright: where its columns differ most."""
    rows = np.concatenate([piece[0] for piece in pieces])
    columns = np.concatenate([piece[1] for piece in pieces])
    moved = (columns + _SLANTS[:, np.newaxis] * (rows - rows.min())).round().astype(np.intp)
    moved -= moved.min(axis=1, keepdims=True)
    spread = [float((np.bincount(row).astype(np.float64) ** 2).sum()) for row in moved]
    return float(_SLANTS[int(np.argmax(spread))])


def _largest(boxes: Boxes) -> NDArray[np.intp]:
    sizes = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    return np.sort(np.argsort(-sizes, kind="stable")[:MOST_PIECES])


def _may_be_writing(boxes: Boxes) -> Mask:
    """(n,): neither dirt nor far larger than the rest."""
    height = digit_height(boxes)
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    rule = (widths > _LONG * height) & (heights <= _FLAT * height)
    return np.asarray((np.maximum(widths, heights) > max(_SPECK * height, 2.0)) & (heights <= _LARGE * height) & ~rule)


def _of_writing(found: list[list[int]], boxes: Boxes) -> list[list[int]]:
    """Lines about as tall as the tallest of several pieces; of single pieces, all."""
    heights = np.array([digit_height(boxes[line]) for line in found])
    several = np.array([len(line) > 1 for line in found])
    least = _LESSER * heights[several].max(initial=0.0)
    return [line for line, height in zip(found, heights, strict=True) if height >= least]
