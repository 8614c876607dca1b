"""What a hand does to what it means to write: it rounds, shakes, lifts early, slants and bends, anew each time."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from backend.recognition.ink import Stroke

_SAMPLES = 60  # points a stroke has between two sharp turns


def write(texts: tuple[str, ...], rng: np.random.Generator) -> tuple[Stroke, ...]:
    """One drawing of a template on a sheet of about 2 x 2 around 0, a stroke for each text.

    A text names the places that its stroke passes on a 100 x 100 sheet: "x,y x,y", "!" where it turns sharply.
    """
    sharpness = rng.beta(1.5, 1.5)
    strokes = [_stroke(text, sharpness, rng) for text in texts]
    return _bend([(_lift(stroke, rng) + rng.normal(0.0, 2.0, 2) - 50.0) / 50.0 for stroke in strokes], rng)


def redraw(strokes: tuple[Stroke, ...], rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Somebody's strokes as another hand would write them: evenly sampled, smoother, shakier, bent. About 2 x 2."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    unit = max(float((high - low).max()), 1e-9) / 2
    smooth, shake = rng.uniform(0.0, 2.5), rng.uniform(0.0, 0.03)
    drawn = [_shaken((stroke - (low + high) / 2) / unit, smooth, shake, rng) for stroke in strokes]
    return _bend(drawn, rng, strength=0.6)


def _shaken(stroke: Stroke, smooth: float, shake: float, rng: np.random.Generator) -> Stroke:
    if len(stroke) < 3:
        return stroke
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))))
    even = np.linspace(0.0, along[-1], max(int(along[-1] / 0.05), 3))
    places = np.column_stack([np.interp(even, along, stroke[:, axis]) for axis in (0, 1)])
    trembling = gaussian_filter1d(rng.normal(0.0, 3.0 * shake, places.shape), 4.0, axis=0)
    return np.asarray(gaussian_filter1d(places, smooth, axis=0, mode="nearest") + trembling)


def _stroke(text: str, sharpness: float, rng: np.random.Generator) -> Stroke:
    """Smooth between sharp turns, the more like straight lines the larger `sharpness` (0 to 1); every place moved."""
    words = text.split()
    places = np.array([[float(number) for number in word.strip("!").split(",")] for word in words])
    places += rng.normal(0.0, 3.5, places.shape)
    turns = [0, *(index for index, word in enumerate(words) if word.startswith("!")), len(words) - 1]
    parts = [_curve(places[a : b + 1], sharpness) for a, b in pairwise(turns)]
    shake = gaussian_filter1d(rng.normal(0.0, 3.0, (sum(map(len, parts)), 2)), 4.0, axis=0)
    return np.asarray(np.concatenate(parts) + shake)


def _curve(places: Stroke, sharpness: float) -> Stroke:
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(places, axis=0).T) ** 0.7)))
    dense = np.linspace(0.0, along[-1], _SAMPLES)
    straight = np.column_stack([np.interp(dense, along, places[:, axis]) for axis in (0, 1)])
    smooth = CubicSpline(along, places)(dense) if len(places) > 2 else straight
    return np.asarray(smooth + (straight - smooth) * sharpness * 0.8)


def _lift(stroke: Stroke, rng: np.random.Generator) -> Stroke:
    """Ends a stroke a little early, as a fast hand does."""
    return stroke[: len(stroke) - int(rng.integers(0, len(stroke) // 14))]


def _bend(strokes: list[Stroke], rng: np.random.Generator, strength: float = 1.0) -> tuple[Stroke, ...]:
    """Slants, turns, stretches and bows the whole drawing, places in -1 to 1; the more the greater `strength`."""
    angle, slant = np.deg2rad(rng.normal(0.0, 7.0 * strength)), strength * rng.normal(-0.12, 0.2)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    width = np.exp(strength * rng.normal(-0.1, 0.2))
    matrix = np.diag([width, 1.0]) @ np.array([[1.0, 0.0], [slant, 1.0]]) @ turn
    bow = rng.normal(0.0, 0.12 * strength, (2, 2))
    return tuple(_bowed(stroke, bow) @ matrix for stroke in strokes)


def _bowed(places: NDArray[np.float64], bow: NDArray[np.float64]) -> Stroke:
    """Adds to each coordinate a little of the squares of both."""
    return np.asarray(places + (places**2) @ bow)
