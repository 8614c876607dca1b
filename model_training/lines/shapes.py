"""What lines are composed of: digits, letters and signs, each cut out at its edges, as pixels or as strokes."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.recognition.ink import Stroke

ROWS = 16
"""Bands of a shape's height in which its outline is known."""

Frame = NDArray[np.uint8]
Strokes = tuple[Stroke, ...]
_INK = 96  # from this grey on a pixel of a frame is ink
_FINER = 3  # as many pixels a side for one of a frame where strokes are made thinner
_CORE = 0.5  # of a stroke's width: what is left of it
_AROUND = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))  # reaches the middle of most strokes from their edges


@dataclass(frozen=True, slots=True)
class Shape:
    """`symbol`: 0 to 9 or OTHER. All lengths in heights of the shape, whose left top corner is (0, 0).

    `start` and `reach`: (ROWS,) where its ink begins and ends in each band from the top, +inf and -inf where there is
    none. `patch`: its pixels, light on black; `strokes`: where its pen went. It has one of the two.
    """

    symbol: int
    width: float
    start: NDArray[np.float64]
    reach: NDArray[np.float64]
    patch: Frame | None = None
    strokes: Strokes = ()


def of_frame(frame: Frame, symbol: int) -> Shape:
    """The ink of a uint8 frame; it has some. The outline is that of one row in each band."""
    ink = frame >= min(_INK, max(int(frame.max()), 1))
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    place = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    mask, height = ink[place], rows[-1] + 1 - rows[0]
    bands = np.minimum(np.arange(ROWS) * height // ROWS, height - 1)
    covered = mask.any(axis=1)
    start = np.where(covered, mask.argmax(axis=1), np.inf)[bands] / height
    reach = np.where(covered, mask.shape[1] - mask[:, ::-1].argmax(axis=1), -np.inf)[bands] / height
    return Shape(symbol, mask.shape[1] / height, start, reach, patch=np.ascontiguousarray(frame[place]))


def thinned(frame: Frame) -> Frame:
    """The cores of a frame's strokes, as a pen half as wide would have drawn them; three times as large, 0 or 255.

    A pixel is of the core where it is as deep inside of the ink as half of the deepest place around it.
    """
    large = cv2.resize(frame, None, fx=_FINER, fy=_FINER, interpolation=cv2.INTER_CUBIC)
    depth = cv2.distanceTransform((large >= _INK).astype(np.uint8), cv2.DIST_L2, 5)
    core = (depth > 0) & (depth >= (1.0 - _CORE) * cv2.dilate(depth, _AROUND))
    return np.where(core, 255, 0).astype(np.uint8)


def of_strokes(strokes: Iterable[Stroke], symbol: int) -> Shape:
    """Strokes in any unit; what is wider than four times its height is taken for a quarter of its width high.

    The outline is taken at four places for each point of a stroke: bands that a pen leaps over have none.
    """
    drawn = list(strokes)
    points = np.concatenate(drawn)
    low, high = points.min(axis=0), points.max(axis=0)
    height = max(float(high[1] - low[1]), float(high[0] - low[0]) / 4.0, 1e-9)
    scaled = tuple((stroke - low) / height for stroke in drawn)
    start, reach = np.full(ROWS, np.inf), np.full(ROWS, -np.inf)
    for stroke in scaled:
        steps = np.linspace(0.0, len(stroke) - 1.0, 4 * len(stroke))
        x, y = (np.interp(steps, np.arange(len(stroke)), stroke[:, axis]) for axis in (0, 1))
        bands = np.clip((y * ROWS).astype(np.intp), 0, ROWS - 1)
        np.minimum.at(start, bands, x)
        np.maximum.at(reach, bands, x)
    return Shape(symbol, float(high[0] - low[0]) / height, start, reach, strokes=scaled)


class Hand:
    """Shapes of one writer, or of one kind, by symbol: one or more."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._by_symbol: dict[int, list[Shape]] = {}
        for shape in shapes:
            self._by_symbol.setdefault(shape.symbol, []).append(shape)
        self._symbols = sorted(self._by_symbol)

    def any(self, rng: np.random.Generator) -> Shape:
        """Each symbol as often as any other."""
        return self.again(self._symbols[rng.integers(len(self._symbols))], rng)

    def has(self, symbol: int) -> bool:
        return symbol in self._by_symbol

    def again(self, symbol: int, rng: np.random.Generator) -> Shape:
        """One of a symbol that it has."""
        shapes = self._by_symbol[symbol]
        return shapes[rng.integers(len(shapes))]
