"""Strokes drawn for these tests, as parts of the sheet's side: (0, 0) is its upper left corner, y goes down."""

import itertools
import math
from collections.abc import Sequence

Stroke = Sequence[tuple[float, float]]


def line(*corners: tuple[float, float], steps: int = 10) -> Stroke:
    """A stroke straight from corner to corner, `steps` samples to each."""
    samples = [corners[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        samples += [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(1, steps + 1)]
    return samples


def arc(centre: tuple[float, float], radius: float, start: float, end: float, steps: int = 16) -> Stroke:
    """A part of a circle from one angle to another, in degrees clockwise from three o'clock."""
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


SEVEN: Stroke = line((0.30, 0.22), (0.70, 0.22), (0.45, 0.80))
THREE: Stroke = [*arc((0.48, 0.35), 0.15, -150, 90), *arc((0.48, 0.66), 0.16, -90, 150)]
ONE: Stroke = line((0.52, 0.20), (0.48, 0.80))
ZERO: Stroke = arc((0.5, 0.5), 0.28, -90, 270, steps=24)
FOUR: Sequence[Stroke] = (line((0.55, 0.2), (0.28, 0.6), (0.75, 0.6)), line((0.6, 0.45), (0.58, 0.82)))


def columns(*digits: Sequence[Stroke], top: float = 0.0, height: float = 1.0) -> list[Stroke]:
    """The strokes of digits side by side in columns of one width, which fill a part of the sheet's height."""
    return [
        [((column + x) / len(digits), top + y * height) for x, y in stroke]
        for column, digit in enumerate(digits)
        for stroke in digit
    ]


NUMBER: Sequence[Stroke] = columns(FOUR, [ZERO], [SEVEN], top=0.15, height=0.7)  # 407
