"""A line of writing as the network for lines takes it: a strip of fixed height, its writing level and of one size."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Labels
from backend.recognition.images import resize
from backend.recognition.ink import Stroke
from backend.recognition.layout import Boxes, around, digit_height
from backend.recognition.strokes import SMALLEST_EXTENT, draw_at

HEIGHT = 32
"""Rows of a strip."""

STRIPS = "2"
"""Goes up with each change to what a strip shows of the same ink."""

TALL = 20.0
"""Rows of a digit as tall as most of the line are."""

LONGEST = 6144
"""Columns; what is written beyond them, farther than 64 digits far apart reach, is not read."""

_MARGIN = 6.0  # columns before the first and after the last ink
_STEP = 4  # the network takes strips whose width is a multiple of it
_FULL = 0.6  # of a digit's height: lower pieces say nothing of where the line runs
_STEEPEST = 0.5  # tangent of a line that rises or falls
_ALONE = 1.6  # of a digit's height: what is taller touches another line
_EDGE = 1.0  # rows of paper above and below the tallest ink
_LEAST = 0.6  # of TALL: lower digits would be hard to read, whatever stands beside them
_STEADY = 2.0  # digits' heights: lines about as long as this are believed half of the slope they show


_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a strip lies in the ink: its column 0 at x = `left`, its middle row at y = `middle` + `slope` * x.

    `scale`: rows of the strip for one unit of the ink; `across`: columns for one unit; `width`: its columns.
    """

    left: float
    middle: float
    slope: float
    scale: float
    across: float
    width: int

    def to_strip(self, points: Stroke) -> Stroke:
        """(n, 2) x and y of the ink to columns and rows."""
        x, y = points.T
        return np.column_stack(
            [(x - self.left) * self.across, (y - self.middle - self.slope * x) * self.scale + HEIGHT / 2]
        )

    def to_ink(self, points: Stroke) -> Stroke:
        """(n, 2) columns and rows to x and y of the ink."""
        column, row = points.T
        x = column / self.across + self.left
        return np.column_stack([x, (row - HEIGHT / 2) / self.scale + self.middle + self.slope * x])


def find_place(boxes: Boxes, stretch: float = 1.0) -> Place:
    """Of a line of at least one piece, (n, 4) boxes: level, its digits TALL and `stretch` times as wide as they are."""
    left, top, right, bottom = boxes.T
    height = max(digit_height(boxes), float((right - left).max()) / HEIGHT, SMALLEST_EXTENT)
    tall = bottom - top >= _FULL * digit_height(boxes)
    x, y = ((left + right) / 2)[tall], ((top + bottom) / 2)[tall]
    weights = np.maximum(right - left, 0.3 * height)[tall]  # pieces of several digits count for as many
    middle_x, middle_y = (float(np.average(values, weights=weights)) for values in (x, y))
    slope = _slope(x - middle_x, y - middle_y, weights, height)
    start, _, end, _ = around(boxes)
    level = middle_y + slope * (x - middle_x)
    alone = (bottom - top)[tall] <= _ALONE * height
    reach = float(np.maximum(level - top[tall], bottom[tall] - level)[alone].max(initial=0.0))
    scale = min(TALL / height, max((HEIGHT / 2 - _EDGE) / max(reach, SMALLEST_EXTENT), _LEAST * TALL / height))
    across = scale * stretch
    columns = min((end - start) * across + 2 * _MARGIN, LONGEST)
    return Place(
        left=float(start) - _MARGIN / across,
        middle=middle_y - slope * middle_x,
        slope=slope,
        scale=scale,
        across=across,
        width=int(-(-columns // _STEP) * _STEP),
    )


def of_picture(ink: NDArray[np.float32], labels: Labels, pieces: NDArray[np.intp], place: Place) -> NDArray[np.uint8]:
    """The strip, uint8 (HEIGHT, width), of (h, w) ink, 0 to 1, where the unit is a pixel.

    Of what `labels` (h, w) numbers, only `pieces` are shown; 0 is too faint to be of a piece, mostly the soft edges.
    """
    columns = np.arange(place.width)
    levels = place.middle + place.slope * (place.left + (columns + 0.5) / place.across)
    reach = (HEIGHT / 2 + 1) / place.scale
    rows = _span(float(levels.min()) - reach, float(levels.max()) + reach)
    across = _span(place.left, place.left + place.width / place.across)
    numbers = _window(labels, rows, across)
    shown = np.zeros(max(int(numbers.max()), int(pieces.max())) + 1, np.bool_)
    shown[0] = shown[pieces] = True
    cut = np.where(shown[numbers], _window(ink, rows, across), np.float32(0.0))
    small = resize(cut, max(round(len(cut) * place.scale), 1), place.width)
    row_scale = len(small) / len(cut)
    wanted = (levels - rows[0]) * row_scale + np.arange(HEIGHT)[:, np.newaxis] + (0.5 - HEIGHT / 2) - 0.5
    above = np.clip(np.floor(wanted).astype(np.intp), 0, len(small) - 1)
    below = np.minimum(above + 1, len(small) - 1)
    share = np.clip(wanted - above, 0.0, 1.0)
    strip = small[above, columns] * (1.0 - share) + small[below, columns] * share
    return np.asarray(np.round(np.clip(strip, 0.0, 1.0) * 255.0), dtype=np.uint8)


def of_strokes(strokes: tuple[Stroke, ...], place: Place) -> NDArray[np.uint8]:
    """The strip, uint8 (HEIGHT, width), of strokes in any unit, drawn with the pen of `strokes`."""
    return draw_at(tuple(place.to_strip(stroke) for stroke in strokes), HEIGHT, place.width)


def _slope(x: NDArray[np.float64], y: NDArray[np.float64], weights: NDArray[np.float64], height: float) -> float:
    """Of the line through the middles of its pieces, by least squares; the less believed the shorter it is (ridge)."""
    spread = float(np.average(x * x, weights=weights))
    slope = float(np.average(x * y, weights=weights)) / (spread + (_STEADY * height) ** 2 / 12)
    return float(np.clip(slope, -_STEEPEST, _STEEPEST))


def _span(start: float, end: float) -> tuple[int, int]:
    return int(np.floor(start)), max(int(np.ceil(end)), int(np.floor(start)) + 1)


def _window(picture: NDArray[_Value], rows: tuple[int, int], columns: tuple[int, int]) -> NDArray[_Value]:
    """A part of the picture, with zeros where it reaches beyond its edges."""
    window = np.zeros((rows[1] - rows[0], columns[1] - columns[0]), picture.dtype)
    top, left = max(rows[0], 0), max(columns[0], 0)
    part = picture[top : max(rows[1], 0), left : max(columns[1], 0)]
    window[top - rows[0] : top - rows[0] + part.shape[0], left - columns[0] : left - columns[0] + part.shape[1]] = part
    return window
