"""Drawings that are no writing: shapes in shapes, faces, scribbles, scratches, and silhouettes as of clothes."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from backend.recognition.ink import Stroke

Kind = Callable[[np.random.Generator], tuple[Stroke, ...]]
"""Draws something on a sheet of about 2 x 2."""

_SHEET = 64  # pixels of the sheet on which silhouettes are painted


def doodle(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """A drawing with pens, on a sheet of about 2 x 2."""
    return KINDS[rng.choice(len(KINDS), p=_SHARES)](rng)


def _face(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """A round or angular body with smaller shapes on it, in it and around it, often the same on both sides."""
    body = _round(rng, 1.0) if rng.random() < 0.8 else _corners(rng, int(rng.integers(3, 7)))
    parts = [body * np.array([rng.uniform(0.6, 1.0), rng.uniform(0.5, 1.0)])]
    for _ in range(int(rng.integers(1, 6))):
        size, place = rng.uniform(0.08, 0.5), rng.uniform(-1.0, 1.0, 2)
        part = _any_shape(rng) * size + place
        parts.append(part)
        if rng.random() < 0.6:
            parts.append(part * np.array([-1.0, 1.0]) + rng.normal(0.0, 0.05, 2))
    return tuple(parts)


def scribble(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """A pen that wanders for a while: loops, or hatching to and fro."""
    return tuple(_wander(rng, int(rng.integers(60, 200))) for _ in range(int(rng.integers(1, 4))))


def _hatching(rng: np.random.Generator) -> tuple[Stroke, ...]:
    turns = int(rng.integers(6, 14))
    across = np.where(np.arange(turns) % 2, 1.0, -1.0) * rng.uniform(0.5, 1.0, turns)
    down = np.linspace(-1.0, 1.0, turns) * rng.uniform(0.3, 1.0) + rng.normal(0.0, 0.1, turns)
    return (_turned(np.column_stack([across, down]), rng),)


def _scratches(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Lines that cross or lie beside each other. At least three: one is a one, two may be a four or a seven."""
    lines = int(rng.integers(3, 9))
    return tuple(rng.uniform(-1.0, 1.0, (2, 2)) for _ in range(lines))


def _figure(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Shapes scattered at random."""
    count = int(rng.integers(3, 8))
    return tuple(_any_shape(rng) * rng.uniform(0.15, 0.7) + rng.uniform(-0.8, 0.8, 2) for _ in range(count))


def _dash(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """A level line, a dot, or a few dots."""
    if rng.random() < 0.4:
        tilt = rng.uniform(-0.25, 0.25)
        return (np.array([[-1.0, -tilt], [0.0, rng.normal(0.0, 0.08)], [1.0, tilt]]),)
    dots = int(rng.integers(1, 6))
    return tuple(rng.uniform(-1.0, 1.0, 2) + rng.normal(0.0, 0.03, (3, 2)) for _ in range(dots))


def _spiral(rng: np.random.Generator) -> tuple[Stroke, ...]:
    angle = np.linspace(0.0, rng.uniform(2.5, 6.0) * 2 * np.pi, 150) * rng.choice([-1.0, 1.0])
    reach = np.linspace(rng.uniform(0.0, 0.2), 1.0, 150)
    return (np.column_stack([reach * np.cos(angle), reach * np.sin(angle)]) * rng.uniform(0.6, 1.0, 2),)


def _wave(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """At least two and a half waves, round or jagged, along a line: fewer are a two or a three."""
    along = np.linspace(-1.0, 1.0, 80)
    phase = np.pi * (rng.uniform(2.5, 6.0) * along + rng.uniform(0.0, 2.0))
    height = rng.uniform(0.2, 0.8) * (np.sin(phase) if rng.random() < 0.5 else np.arcsin(np.sin(phase)) * 0.64)
    return (_turned(np.column_stack([along, height]), rng),)


KINDS: tuple[Kind, ...] = (_face, scribble, _hatching, _scratches, _figure, _dash, _spiral, _wave)
_SHARES = (0.34, 0.12, 0.08, 0.1, 0.18, 0.06, 0.04, 0.08)


def _any_shape(rng: np.random.Generator) -> Stroke:
    kind = rng.random()
    if kind < 0.35:
        return _round(rng, rng.uniform(0.4, 1.0))
    if kind < 0.6:
        return _corners(rng, int(rng.integers(3, 6)))
    if kind < 0.8:
        return _turned(np.array([[-1.0, 0.0], [0.0, rng.normal(0.0, 0.3)], [1.0, 0.0]]), rng)
    return _wander(rng, int(rng.integers(8, 40)))


def _round(rng: np.random.Generator, part: float) -> Stroke:
    """An ellipse that is not quite one, or a part of it."""
    angle = rng.uniform(0.0, 2 * np.pi) + np.linspace(0.0, part * 2 * np.pi, 48)
    reach = 1.0 + rng.normal(0.0, 0.08) * np.cos(2 * angle) + rng.normal(0.0, 0.08) * np.sin(3 * angle)
    return np.column_stack([reach * np.cos(angle), reach * np.sin(angle)]) * rng.uniform(0.5, 1.0, 2)


def _corners(rng: np.random.Generator, corners: int) -> Stroke:
    angle = np.sort(rng.uniform(0.0, 2 * np.pi, corners))
    places = np.column_stack([np.cos(angle), np.sin(angle)]) * rng.uniform(0.6, 1.0, (corners, 1))
    return places[np.arange(corners + (rng.random() < 0.7)) % corners]


def _wander(rng: np.random.Generator, steps: int) -> Stroke:
    turning = gaussian_filter1d(rng.normal(0.0, 1.0, steps), rng.uniform(1.0, 6.0)) * rng.uniform(0.5, 2.5)
    heading = np.cumsum(turning) + rng.uniform(0.0, 2 * np.pi)
    path = np.cumsum(np.column_stack([np.cos(heading), np.sin(heading)]), axis=0)
    path -= (path.max(axis=0) + path.min(axis=0)) / 2
    return np.asarray(path / max(float(np.abs(path).max()), 1e-6))


def _turned(stroke: Stroke, rng: np.random.Generator) -> Stroke:
    angle = rng.uniform(0.0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(stroke @ turn)


def silhouette(rng: np.random.Generator) -> NDArray[np.uint8]:
    """A filled, mostly symmetric thing with folds, stripes and shades, light on black: uint8 (64, 64)."""
    picture = np.zeros((_SHEET, _SHEET), np.uint8)
    outline = _outline(rng)
    cv2.fillPoly(picture, [outline], int(rng.integers(90, 256)))
    if rng.random() < 0.4:
        _cut(picture, rng)
    return _textured(picture, rng)


def _outline(rng: np.random.Generator) -> NDArray[np.int32]:
    """Half an outline from top to bottom, mirrored, or a lopsided one."""
    nodes = int(rng.integers(3, 9))
    half = rng.uniform(0.15, 1.0, nodes)
    if rng.random() < 0.5:
        half = np.repeat(half, 2)
    down = np.linspace(-rng.uniform(0.5, 1.0), rng.uniform(0.5, 1.0), len(half)) + rng.normal(0.0, 0.03, len(half))
    other = half if rng.random() < 0.7 else rng.permutation(half)
    right, left = np.column_stack([half, down]), np.column_stack([-other, down])
    places = np.concatenate([right, left[::-1]]) * rng.uniform(0.5, 1.0, 2)
    return np.asarray(np.round((places * 0.95 + 1.0) * _SHEET / 2), dtype=np.int32)


def _cut(picture: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """Takes a slit or a hole out: between the legs of trousers, under the handle of a bag."""
    x, y = rng.integers(_SHEET // 4, 3 * _SHEET // 4, 2)
    size = rng.integers(2, _SHEET // 3, 2)
    if rng.random() < 0.5:
        cv2.rectangle(picture, (int(x), int(y)), (int(x + size[0] // 3), _SHEET), 0, -1)
    else:
        cv2.ellipse(picture, (int(x), int(y)), (int(size[0] // 2 + 1), int(size[1] // 2 + 1)), 0, 0, 360, 0, -1)


def _textured(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    y, x = np.mgrid[0:_SHEET, 0:_SHEET] / _SHEET
    angle, beat = rng.uniform(0.0, np.pi), rng.uniform(1.0, 12.0)
    stripes = np.sin(2 * np.pi * beat * (x * np.cos(angle) + y * np.sin(angle)) + rng.uniform(0.0, 6.0))
    grain = cv2.resize(rng.normal(0.0, 1.0, (9, 9)), (_SHEET, _SHEET), interpolation=cv2.INTER_CUBIC)
    shade = 1.0 + rng.choice([0.0, 0.25, 0.5]) * stripes + rng.uniform(0.0, 0.3) * grain
    return np.asarray(np.clip(picture * np.clip(shade, 0.15, 1.5), 0, 255), dtype=np.uint8)
