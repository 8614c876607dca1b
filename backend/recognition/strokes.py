"""Strokes to the 28x28 frame, as geometry: scale and centre the path of the pen, then draw it once.

What the canvas measured, where on it and how thick its pen was leave no trace in the result.
"""

import numpy as np
from numpy.typing import NDArray

from backend.recognition.ink import Stroke

FRAME = 28
BOX = 20
CENTRE = 14.0
"""MNIST: ink in a 20x20 box, aspect kept, its centre of mass on pixel (14, 14) of 28x28. Y. LeCun, mnist page."""

PEN_WIDTH = 2.4
"""Pixels; about the median width of the ink in MNIST's training images (2.45, by their distance transform)."""

STEP = 0.4
"""Pixels between the touches of the pen along its path; the rim of the line waves by under 0.02 pixels."""

SMALLEST_EXTENT = 1e-100
"""A drawing no larger, in any unit, is a dot: scaling it up would leave what float64 can hold."""

MOST_TOUCHES = 60_000
"""A path so long that it would take more is touched less often: by then the box is black, whatever is skipped."""

MANY_TOUCHES = 4096
"""Beyond it touches on the same eighth of a pixel are merged: a scribble of any length costs bounded time."""

_RADIUS = PEN_WIDTH / 2
_REACH = np.arange(-1, 3)  # the pixels that a touch can colour, from the floor of its coordinate
_MARGIN = 2
_PEN_UP = 1.0  # how far apart the ends of two strokes are counted along the path; any length that is not nothing


def draw(strokes: tuple[Stroke, ...]) -> NDArray[np.uint8]:
    """Strokes with at least one point in all, any unit, to a uint8 (28, 28) frame, light ink on black."""
    counts = np.array([len(stroke) for stroke in strokes])
    touches = _touches(_fit_box(np.concatenate(strokes)), counts)
    return _stamp(_merge(_centre(touches)), FRAME, FRAME)


def draw_at(strokes: tuple[Stroke, ...], height: int, width: int) -> NDArray[np.uint8]:
    """Strokes with at least one point in all, x and y in pixels, on a uint8 (height, width) picture, light on black."""
    counts = np.array([len(stroke) for stroke in strokes])
    touches = _touches(np.concatenate(strokes) - 0.5, counts)
    inside = ((touches > -1.0) & (touches < (width, height))).all(axis=1)
    return _stamp(touches[inside], height, width)


def _fit_box(points: Stroke) -> Stroke:
    """Scales all points alike so that the longer side of their ink is BOX pixels. A dot stays a dot."""
    low = points.min(axis=0)
    extent = float((points - low).max())
    scale = (BOX - PEN_WIDTH) / extent if extent > SMALLEST_EXTENT else 0.0
    return np.asarray((points - low) * scale)


def _touches(points: Stroke, counts: NDArray[np.intp]) -> Stroke:
    """Places at equal distances of at most STEP along each stroke, whatever its sampling was.

    `points` are those of all strokes, one after the other, `counts` how many each stroke has.
    """
    last = np.cumsum(counts) - 1
    first = last - counts + 1
    steps = np.hypot(*np.diff(points, axis=0).T)
    steps[last[:-1]] = _PEN_UP
    along = np.concatenate(([0.0], np.cumsum(steps)))
    lengths = along[last] - along[first]
    step = max(STEP, float(lengths.sum()) / MOST_TOUCHES)
    spans = np.ceil(lengths / step - 1e-6).astype(np.intp)  # rounding must not add a touch
    stroke = np.repeat(np.arange(len(counts)), spans + 1)
    order = np.arange(len(stroke)) - np.repeat(np.cumsum(spans + 1) - spans - 1, spans + 1)
    places = along[first][stroke] + order * (lengths / np.maximum(spans, 1))[stroke]
    return np.column_stack([np.interp(places, along, points[:, axis]) for axis in (0, 1)])


def _centre(touches: Stroke) -> Stroke:
    """Moves the centre of mass to CENTRE, less far where ink would leave the frame."""
    rim = _RADIUS - 0.5
    shift = np.clip(CENTRE - touches.mean(axis=0), rim - touches.min(axis=0), FRAME - 1 - rim - touches.max(axis=0))
    return np.asarray(touches + shift)


def _merge(touches: Stroke) -> Stroke:
    if len(touches) <= MANY_TOUCHES:
        return touches
    touched = np.zeros((8 * FRAME, 8 * FRAME), np.bool_)
    touched[tuple(np.round(touches * 8).astype(np.intp).T)] = True
    return np.argwhere(touched) / 8


def _stamp(touches: Stroke, height: int, width: int) -> NDArray[np.uint8]:
    """Draws an anti-aliased disc at each touch; overlapping ink does not get darker."""
    pixels = np.floor(touches).astype(np.intp)[:, :, np.newaxis] + _REACH
    offsets = (pixels - touches[:, :, np.newaxis]) ** 2
    distance = np.sqrt(offsets[:, 1, :, np.newaxis] + offsets[:, 0, np.newaxis, :])
    cover = np.clip(_RADIUS + 0.5 - distance, 0.0, 1.0)
    canvas = np.zeros((height + 2 * _MARGIN, width + 2 * _MARGIN))
    rows, columns = pixels[:, 1] + _MARGIN, pixels[:, 0] + _MARGIN
    np.maximum.at(canvas, (rows[:, :, np.newaxis], columns[:, np.newaxis, :]), cover)
    return np.round(canvas[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] * 255).astype(np.uint8)
