"""Ink of numbers to its lines: of strokes, several of which may make a digit, and of pictures."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask, find_components
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Stroke
from backend.recognition.layout import Boxes, digit_height, lines
from backend.recognition.strip import Place, find_place, of_picture, of_strokes
from backend.recognition.strokes import draw_all

MOST_PIECES = 600
"""The largest are read, so that a sheet of dots costs bounded time; where others are as large, none is accepted."""

OF_A_LINE = 0.3
"""Share of full ink from which on a pixel belongs to the writing: thin pens of a line must hold together."""

_SPECK = 0.03  # of a digit's height: what is smaller either way is dirt
_LARGE = 3.0  # digits' heights: what is taller is no digit but a frame, a shadow or a desk
_LONG, _FLAT = 4.0, 0.5  # digits' heights: what is wider and no higher is a rule
_LESSER = 0.4  # of the height of the tallest line: lower lines are what is left of print and of the page's edge


class WrittenLines:
    """Strokes, in lines. `boxes` (n, 4): see `layout`. `lines`: the strokes of each line in the order they are read.

    `cut_short`: there is more writing than is read.
    """

    def __init__(self, strokes: tuple[Stroke, ...]) -> None:
        """Raises BlankInk where there is no stroke."""
        if not strokes:
            raise BlankInk("The drawing has no point.")
        self._strokes = strokes
        self.boxes = np.array([[*stroke.min(axis=0), *stroke.max(axis=0)] for stroke in strokes])
        kept = _largest(self.boxes)
        self.cut_short = _leaves_writing(self.boxes, kept)
        self.lines: Sequence[Sequence[int]] = [[int(kept[piece]) for piece in line] for line in lines(self.boxes[kept])]

    def frames(self, groups: Sequence[Sequence[int]]) -> NDArray[np.uint8]:
        """What the digit model is to see, uint8 (n, 28, 28), of at least one group of strokes."""
        return draw_all([self.of_line(sorted(group)) for group in groups])

    def of_line(self, line: Sequence[int]) -> tuple[Stroke, ...]:
        return tuple(self._strokes[stroke] for stroke in line)

    def strip(self, line: Sequence[int]) -> NDArray[np.uint8]:
        """What the network for lines is to see."""
        return of_strokes(self.of_line(line), find_place(self.boxes[list(line)]))


class PicturedLines:
    """The lines of a picture, numbered from top to bottom, that was turned so many quarters counterclockwise, then of
    `shape`. `cut_short`: there is more writing than is read.
    """

    def __init__(self, ink: NDArray[np.float32], turns: int = 0) -> None:
        """`ink`: (h, w), 0 paper to 1, before it is turned. Raises BlankInk where nothing on it can be a digit."""
        ink = np.rot90(ink, turns)
        components = find_components(ink > OF_A_LINE)
        if not len(components.areas):
            raise BlankInk("Nothing but printed lines is on the picture.")
        boxes = components.boxes[:, [1, 0, 3, 2]].astype(np.float64)
        kept = _largest(boxes)
        self.cut_short = _leaves_writing(boxes, kept)
        kept = kept[_may_be_writing(boxes[kept])]
        if not len(kept):
            raise BlankInk("Nothing on the picture is of the size of writing.")
        self.turns, self.shape = turns, ink.shape
        self._ink, self._labels, self._boxes = ink, components.labels, boxes
        self._lines = _of_writing([[int(kept[piece]) for piece in line] for line in lines(boxes[kept])], boxes)

    def __len__(self) -> int:
        return len(self._lines)

    def longest(self, most: int) -> list[int]:
        """So many lines, those with most pieces, in their order."""
        return sorted(sorted(range(len(self._lines)), key=lambda line: -len(self._lines[line]))[:most])

    def pieces(self, line: int) -> int:
        return len(self._lines[line])

    def place(self, line: int, stretch: float = 1.0) -> Place:
        """Where the strip of a line lies that is so many times as wide as the writing."""
        return find_place(self._boxes[self._lines[line]], stretch)

    def strip(self, line: int, place: Place) -> NDArray[np.uint8]:
        """The strip of a line that lies there, without the pieces that are of others, or dirt."""
        return of_picture(self._ink, self._labels, np.array(self._lines[line]) + 1, place)


def _largest(boxes: Boxes) -> NDArray[np.intp]:
    sizes = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    return np.sort(np.argsort(-sizes, kind="stable")[:MOST_PIECES])


def _leaves_writing(boxes: Boxes, kept: NDArray[np.intp]) -> bool:
    """Whether what is not kept is as tall as half of a digit."""
    others = np.delete(boxes, kept, axis=0)
    return bool((others[:, 3] - others[:, 1] > digit_height(boxes[kept]) / 2).any())


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
