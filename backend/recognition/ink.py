"""Ink: the two things a person can hand in, strokes or a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.errors import InvalidStrokes, TooManyPoints

Stroke = NDArray[np.float64]
"""One pen-down: float64 (n, 2), columns x (to the right) and y (down), in any unit."""

LARGEST_COORDINATE = 1e15
"""Beyond it float64 no longer resolves an eighth of a unit, so neighbouring points would merge."""


@dataclass(frozen=True, slots=True)
class StrokeInk:
    """What a pen wrote, in the order it wrote it; maybe nothing. Each stroke has a point, coordinates are finite."""

    strokes: tuple[Stroke, ...]

    @classmethod
    def from_coordinates(
        cls, strokes: Iterable[tuple[Sequence[float], Sequence[float]]], *, max_points: int = 10_000
    ) -> "StrokeInk":
        """Checks (x, y) pairs of equally long lists. Strokes without a point are dropped.

        Raises TooManyPoints before anything is copied, else InvalidStrokes naming the stroke.
        """
        pairs = list(strokes)
        points = sum(max(len(x), len(y)) for x, y in pairs)
        if points > max_points:
            raise TooManyPoints(f"The drawing has {points} points; at most {max_points} are read.")
        return cls(tuple(_stroke(number, x, y) for number, (x, y) in enumerate(pairs) if len(x) or len(y)))


@dataclass(frozen=True, slots=True)
class ImageInk:
    """A picture of writing. `grey`: uint8 (height, width), 0 black to 255 white; the paper may be either.

    `scale` says how many pixels of the picture that was handed in, along either side, one of these is.
    """

    grey: NDArray[np.uint8]
    scale: float = 1.0


Ink = StrokeInk | ImageInk


@dataclass(frozen=True, slots=True)
class FrameInk:
    """No ink but what becomes of it, made elsewhere. `frame`: uint8 (28, 28), light ink on black, as MNIST's."""

    frame: NDArray[np.uint8]

    @classmethod
    def from_bytes(cls, pixels: bytes) -> "FrameInk":
        """28 rows of 28 bytes, from the top, left to right. Raises ValueError for another number of them."""
        if len(pixels) != 28 * 28:
            raise ValueError(f"a frame has {28 * 28} bytes, not {len(pixels)}")
        return cls(np.ndarray((28, 28), np.uint8, pixels))


def _stroke(number: int, x: Sequence[float], y: Sequence[float]) -> Stroke:
    if len(x) != len(y):
        raise InvalidStrokes(f"Stroke {number} has {len(x)} values of x and {len(y)} of y; they must be as many.")
    points = np.array([x, y], dtype=np.float64).T
    if not (np.abs(points) <= LARGEST_COORDINATE).all():  # also false for NaN
        raise InvalidStrokes(f"Stroke {number} has a coordinate that is not within ±{LARGEST_COORDINATE:g}.")
    return points
