"""Strokes to the 28x28 frame, as geometry: scale and centre the path of the pen, then draw it once.

What the canvas measured, where on it and how thick its pen was leave no trace in the result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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

TOGETHER = 32
"""Drawings of usual length need half a megabyte for a moment; for more it is to ask the kernel each time."""

Indices = NDArray[np.intp]
Coordinates = NDArray[np.float64]
"""(2, n), x and y."""

_RADIUS = PEN_WIDTH / 2
_REACH = np.arange(-1.0, 3.0)  # the pixels that a touch can colour, from the floor of its coordinate
_MARGIN = 2
_FAR = 4.0  # square pixels: from so far no touch colours a pixel
_PEN_UP = 1.0  # how far apart the ends of two strokes are counted along the path; any length that is not nothing


def draw(strokes: tuple[Stroke, ...]) -> NDArray[np.uint8]:
    """Strokes with at least one point in all, any unit, to a uint8 (28, 28) frame, light ink on black."""
    return np.asarray(draw_all([strokes])[0])


def draw_all(drawings: Sequence[tuple[Stroke, ...]]) -> NDArray[np.uint8]:
    """The frames of at least one drawing, uint8 (n, 28, 28): for many at once NumPy costs a third of what each would.

    None leaves a trace in another's frame, but for the last bits of float64.
    """
    starts = range(0, len(drawings), TOGETHER)
    return np.concatenate([_draw_together(drawings[start : start + TOGETHER]) for start in starts])


def _draw_together(drawings: Sequence[tuple[Stroke, ...]]) -> NDArray[np.uint8]:
    touches = _merge(_centre(_touch(_fit_box(_Paths.of(drawings)))))
    return _stamp(touches, len(drawings), FRAME, FRAME)


def draw_at(strokes: tuple[Stroke, ...], height: int, width: int) -> NDArray[np.uint8]:
    """Strokes with at least one point in all, x and y in pixels, on a uint8 (height, width) picture, light on black."""
    paths = _Paths.of([strokes])
    places = _touch(replace(paths, points=paths.points - 0.5)).places
    inside = places[:, ((places > -1.0) & (places < ((width,), (height,)))).all(axis=0)]
    return np.asarray(_stamp(_Touches(inside, np.zeros(inside.shape[1], np.intp)), 1, height, width)[0])


@dataclass(frozen=True, slots=True)
class _Paths:
    """Where the pen went in n drawings, one after the other.

    `points`: (2, m), x and y: NumPy is several times as fast along many as along two. `counts`: how many of them each
    stroke has, and `drawing`: which drawing it is of. `sizes`: (n,) points of each drawing.
    """

    points: Coordinates
    counts: Indices
    drawing: Indices
    sizes: Indices

    @classmethod
    def of(cls, drawings: Sequence[tuple[Stroke, ...]]) -> "_Paths":
        strokes = [stroke for drawing in drawings for stroke in drawing]
        counts = np.array([len(stroke) for stroke in strokes])
        drawing = np.repeat(np.arange(len(drawings)), [len(drawing) for drawing in drawings])
        sizes = np.array([sum(map(len, drawing)) for drawing in drawings])
        return cls(np.concatenate([stroke.T for stroke in strokes], axis=1), counts, drawing, sizes)


@dataclass(frozen=True, slots=True)
class _Touches:
    """Where the pen touches the paper: `places`, (2, k) in pixels, and `drawing`, (k,), in which drawing; in order."""

    places: Coordinates
    drawing: Indices


def _starts(sizes: Indices) -> Indices:
    """Where each of so large parts begins, that lie one after the other."""
    return np.cumsum(sizes) - sizes


def _fit_box(paths: _Paths) -> _Paths:
    """Scales the points of a drawing alike so that the longer side of its ink is BOX pixels. A dot stays a dot."""
    starts = _starts(paths.sizes)
    low = np.minimum.reduceat(paths.points, starts, axis=1)
    extent = (np.maximum.reduceat(paths.points, starts, axis=1) - low).max(axis=0)
    scale = np.where(extent > SMALLEST_EXTENT, (BOX - PEN_WIDTH) / np.maximum(extent, SMALLEST_EXTENT), 0.0)
    points = (paths.points - np.repeat(low, paths.sizes, axis=1)) * np.repeat(scale, paths.sizes)
    return replace(paths, points=points)


def _touch(paths: _Paths) -> _Touches:
    """Places at equal distances of at most STEP along each stroke, whatever its sampling was."""
    last = np.cumsum(paths.counts) - 1
    first = last - paths.counts + 1
    steps = np.hypot(*np.diff(paths.points))
    steps[last[:-1]] = _PEN_UP
    along = np.concatenate(([0.0], np.cumsum(steps)))
    lengths = along[last] - along[first]
    step = np.maximum(STEP, np.bincount(paths.drawing, lengths) / MOST_TOUCHES)[paths.drawing]
    spans = np.ceil(lengths / step - 1e-6).astype(np.intp)  # rounding must not add a touch
    stroke = np.repeat(np.arange(len(spans)), spans + 1)
    order = np.arange(len(stroke)) - _starts(spans + 1)[stroke]
    places = along[first][stroke] + order * (lengths / np.maximum(spans, 1))[stroke]
    touched = np.array([np.interp(places, along, coordinates) for coordinates in paths.points])
    return _Touches(touched, paths.drawing[stroke])


def _centre(touches: _Touches) -> _Touches:
    """Moves each drawing's centre of mass to CENTRE, less far where ink would leave the frame."""
    rim = _RADIUS - 0.5
    sizes = np.bincount(touches.drawing)
    starts = _starts(sizes)
    mean = np.add.reduceat(touches.places, starts, axis=1) / sizes
    low = np.minimum.reduceat(touches.places, starts, axis=1)
    high = np.maximum.reduceat(touches.places, starts, axis=1)
    shift = np.clip(CENTRE - mean, rim - low, FRAME - 1 - rim - high)
    return replace(touches, places=touches.places + np.repeat(shift, sizes, axis=1))


def _merge(touches: _Touches) -> _Touches:
    """With the touches of drawings that have MANY_TOUCHES and more on whole eighths of a pixel, each once."""
    sizes = np.bincount(touches.drawing)
    if sizes.max() <= MANY_TOUCHES:
        return touches
    parts = [_merged(part) for part in np.split(touches.places, np.cumsum(sizes)[:-1], axis=1)]
    drawing = np.repeat(np.arange(len(parts)), [part.shape[1] for part in parts])
    return _Touches(np.concatenate(parts, axis=1), drawing)


def _merged(places: Coordinates) -> Coordinates:
    if places.shape[1] <= MANY_TOUCHES:
        return places
    touched = np.zeros((8 * FRAME, 8 * FRAME), np.bool_)
    touched[tuple(np.round(places * 8).astype(np.intp))] = True
    return np.array(np.nonzero(touched)) / 8


def _stamp(touches: _Touches, drawings: int, height: int, width: int) -> NDArray[np.uint8]:
    """Draws an anti-aliased disc at each touch; overlapping ink does not get darker. uint8 (drawings, height, width).

    How dark a pixel is depends on the nearest touch alone. A pixel's place in all drawings is one number: NumPy finds
    the least at such a place ten times as fast.
    """
    high, wide = height + 2 * _MARGIN, width + 2 * _MARGIN
    corner = np.floor(touches.places)
    across, down = (corner[:, np.newaxis] + _REACH[:, np.newaxis] - touches.places[:, np.newaxis]) ** 2
    column, row = corner.astype(np.intp) + _MARGIN
    places = (row + high * touches.drawing) * wide + column + _around(wide)[:, np.newaxis]
    apart = np.full(drawings * high * wide, _FAR)
    np.minimum.at(apart, places.reshape(-1), (down[:, np.newaxis] + across).reshape(-1))
    inner = apart.reshape(drawings, high, wide)[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN]
    cover = np.clip(_RADIUS + 0.5 - np.sqrt(inner), 0.0, 1.0)
    return np.asarray(np.round(cover * 255), np.uint8)


def _around(wide: int) -> Indices:
    """From a pixel to all that a touch on it can colour, row by row, in a picture of that width. (16,)"""
    reach = _REACH.astype(np.intp)
    return (reach[:, np.newaxis] * wide + reach).reshape(-1)
