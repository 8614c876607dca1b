"""Numbers, strings of digits: composed of single digits as one hand would write them, and read from folders.

The makers take any digits, so that calibration can draw from others than the test does.
"""

import json
import string
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from backend.recognition.errors import InkError, first_line
from backend.recognition.images import decode
from backend.recognition.ink import ImageInk, Stroke, StrokeInk
from model_training.datasets import PenDigit
from model_training.errors import DataError
from model_training.mnist import Digits

Frame = NDArray[np.uint8]
Strokes = tuple[Stroke, ...]
Boxes = NDArray[np.intp]
"""(n, 4) columns to the left, rows above, width and height."""

Edges = NDArray[np.float64]
"""(rows,) of a shape: how far its ink reaches in each row to the left or to the right, endlessly little where it has
none."""

TOUCHING, PENS_TOUCHING = 0.3, 0.1
"""Shares of neighbouring digits whose ink touches, in pictures and written with a pen."""

SEPARATED = 0.25
"""Share of the numbers written with a pen that have a dot, a comma or a dash between two digits."""

_INK = 128  # from this grey on a pixel of a frame counts as ink: paler ones are the soft edge of a stroke


def picture_numbers(digits: Digits, count: int, rng: np.random.Generator) -> tuple[list[ImageInk], list[str]]:
    """Pictures of 2 to 8 of the digits each, dark on light paper, and what they say."""
    rows = [rng.integers(len(digits), size=rng.integers(2, 9)) for _ in range(count)]
    inks = [_picture([digits.frames[index] for index in row], rng) for row in rows]
    return inks, [text_of(digits, row) for row in rows]


def pen_numbers(written: list[PenDigit], count: int, rng: np.random.Generator) -> tuple[list[StrokeInk], list[str]]:
    """Drawings of 2 to 10 digits of one of the writers each, in the unit of their strokes, and what they say.

    A separator between two digits is drawn, but not in the text.
    """
    hands = _hands(written)
    numbers = [_of_one_hand(hands[rng.integers(len(hands))], rng) for _ in range(count)]
    inks = [StrokeInk(_leaning(_written([digit.strokes for digit in number], rng), rng)) for number in numbers]
    return inks, ["".join(str(digit.label) for digit in number) for number in numbers]


def read_amount_texts(folder: Path) -> tuple[list[ImageInk], list[str]]:
    """The whole picture of each amount in `labels.json` ([{"file", "string"}, ..]), and the digits of its string.

    Raises DataError.
    """
    try:
        rows = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        return [_read(folder / row["file"]) for row in rows], [_digits_of(row["string"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, InkError) as error:
        raise DataError(f"{folder} cannot be read as amounts: {first_line(error)}") from error


def read_photo_pages(folder: Path, *, upright: bool) -> tuple[list[ImageInk], list[tuple[str, ...]]]:
    """Each page that has a .json beside its .png ({"rotate_ccw": degrees, "lines": [..]}), and its lines.

    As they lie, or turned `upright`.

    Raises DataError.
    """
    try:
        sheets = [(path, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]
        turns = [_quarters(int(sheet["rotate_ccw"])) if upright else 0 for _, sheet in sheets]
        pages = [_read(path.with_suffix(".png")).grey for path, _ in sheets]
        inks = [ImageInk(np.rot90(page, turn)) for page, turn in zip(pages, turns, strict=True)]
        return inks, [tuple(_digits_of(line) for line in sheet["lines"]) for _, sheet in sheets]
    except (OSError, ValueError, KeyError, TypeError, InkError) as error:
        raise DataError(f"{folder} cannot be read as photos of pages: {first_line(error)}") from error


def digits_in(text: str) -> str:
    """The digits 0 to 9 of a text, without what is between them."""
    return "".join(character for character in text if character in string.digits)


def _read(path: Path) -> ImageInk:
    return decode(path.read_bytes())


def _quarters(degrees: int) -> int:
    if degrees % 90:
        raise ValueError(f"{degrees} degrees are no quarter turns")
    return degrees // 90


def _digits_of(text: object) -> str:
    digits = digits_in(str(text))
    if not digits:
        raise ValueError(f"{text!r} has no digit")
    return digits


# Pictures


def write_row(frames: list[Frame], rng: np.random.Generator) -> tuple[Frame, Boxes]:
    """The frames' digits in a row, larger than they were, and where each of them stands."""
    enlarged = rng.uniform(1.0, 2.0)
    return _row([_resized(frame, enlarged * np.exp(rng.normal(0.0, 0.07))) for frame in frames], enlarged, rng)


def text_of(digits: Digits, row: NDArray[np.intp]) -> str:
    """What a row of the digits says, given which they are."""
    return "".join(map(str, digits.labels[row]))


def trimmed(frame: Frame, least: int = 1) -> Frame:
    """A frame cut out at the edges of what is as light as `least` or lighter; some of it is."""
    ink = frame >= least
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return frame[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def on_paper(ink: Frame, rng: np.random.Generator) -> Frame:
    """Ink as grey as that of some pen on some light paper."""
    paper, pen = rng.uniform(205.0, 255.0), rng.uniform(0.0, 70.0)
    return np.asarray(np.rint(paper - ink * ((paper - pen) / 255.0)), np.uint8)


def _picture(frames: list[Frame], rng: np.random.Generator) -> ImageInk:
    """The frames' digits in a row, with a margin."""
    row, _ = write_row(frames, rng)
    return ImageInk(on_paper(np.pad(row, [tuple(rng.integers(4, 16, 2)) for _ in range(2)]), rng))


def _resized(frame: Frame, scale: float) -> Frame:
    """The ink of a frame, cut out at its edges and enlarged."""
    ink = trimmed(frame)
    size = tuple(max(round(side * scale), 1) for side in ink.shape[::-1])
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _row(shapes: list[Frame], enlarged: float, rng: np.random.Generator) -> tuple[Frame, Boxes]:
    """Side by side on one line, each a little higher or lower: touching, by up to 2 pixels, or apart. And where."""
    height = max(map(len, shapes)) + 2 * round(3 * enlarged)
    row = np.zeros((height, sum(shape.shape[1] for shape in shapes) + round(12 * enlarged * len(shapes))), np.uint8)
    left = right = 0
    boxes = []
    for number, shape in enumerate(shapes):
        layer, top = _raised(shape, height, enlarged, rng)
        if number:
            gap = -int(rng.integers(0, 3)) if rng.random() < TOUCHING else rng.uniform(3.0, 8.0) * enlarged
            near = _beside(_reach(row), _start(layer), right) + gap
            left = max(round(near), (left + right) // 2)  # no digit slips under the one before
        place = row[:, left : left + layer.shape[1]]
        np.maximum(place, layer, out=place)
        right = left + layer.shape[1]
        boxes.append((left, top, *shape.shape[::-1]))
    return row[:, : int(np.flatnonzero(row.any(axis=0))[-1]) + 1], np.array(boxes)


def _raised(shape: Frame, height: int, enlarged: float, rng: np.random.Generator) -> tuple[Frame, int]:
    """In the middle of a strip of that height, or a little higher or lower, and so many rows above it."""
    room = height - len(shape)
    top = int(np.clip(round(room / 2 + rng.normal(0.0, 1.2 * enlarged)), 0, room))
    return np.pad(shape, ((top, room - top), (0, 0))), top


def _reach(layer: Frame) -> Edges:
    ink = layer >= _INK
    return np.where(ink.any(axis=1), layer.shape[1] - ink[:, ::-1].argmax(axis=1), -np.inf)


def _start(layer: Frame) -> Edges:
    ink = layer >= _INK
    return np.where(ink.any(axis=1), ink.argmax(axis=1), np.inf)


def _beside(reach: Edges, start: Edges, default: float) -> float:
    """Where a shape must be put for its ink to just touch that of one to its left, rows next to each other among them.

    `default` where the two share no row.
    """
    near = maximum_filter1d(reach, 3)
    place = float((near - start).max())
    return place if np.isfinite(place) else default


# Pen strokes


def _hands(written: list[PenDigit]) -> list[list[PenDigit]]:
    """The digits of each writer."""
    return [[digit for digit in written if digit.writer == writer] for writer in sorted({d.writer for d in written})]


def _of_one_hand(hand: list[PenDigit], rng: np.random.Generator) -> list[PenDigit]:
    """Up to 10 of a hand's digits, none twice where it has enough of them."""
    size = int(rng.integers(2, 11))
    return [hand[index] for index in rng.choice(len(hand), size, replace=size > len(hand))]


def _written(digits: list[Strokes], rng: np.random.Generator) -> Strokes:
    """On one line in the order they are written, some with a separator between two of them."""
    tall = max(float(np.median([np.ptp(np.concatenate(strokes)[:, 1]) for strokes in digits])), 1e-9)
    anchor, spacing = rng.uniform(0.5, 1.0), rng.uniform(0.1, 0.4)
    shapes = [_on_line(strokes, tall, anchor, rng) for strokes in digits]
    gaps = [_gap(spacing, rng) for _ in shapes[1:]]
    if rng.random() < SEPARATED:
        place = int(rng.integers(1, len(shapes)))
        shapes.insert(place, _separator(1.0 - anchor, rng))
        gaps[place - 1 : place] = [spacing, spacing]  # one that touches could be part of a digit
    return tuple(stroke * tall for stroke in _side_by_side(shapes, gaps))


def _on_line(strokes: Strokes, tall: float, anchor: float, rng: np.random.Generator) -> Strokes:
    """A digit in the unit `tall`, about as large as it was, its left edge at 0.

    The share `anchor` of it is above 0: hands that write small zeros line up middles rather than feet.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    origin = np.array([low[0], low[1] + anchor * (high[1] - low[1])])
    scale, rise = np.exp(rng.normal(0.0, 0.08)) / tall, np.array([0.0, rng.normal(0.0, 0.05)])
    return tuple((stroke - origin) * scale + rise for stroke in strokes)


def _gap(spacing: float, rng: np.random.Generator) -> float:
    return rng.uniform(-0.08, 0.0) if rng.random() < PENS_TOUCHING else spacing * np.exp(rng.normal(0.0, 0.4))


def _separator(foot: float, rng: np.random.Generator) -> Strokes:
    """A dot, a comma or a dash; digits of height 1 stand on `foot`."""
    middle, half = foot - 0.5, rng.uniform(0.1, 0.2)
    lines = {
        "dot": [(0.0, foot), (0.02, foot - 0.02), (0.03, foot)],
        "comma": [(0.06, foot - 0.04), (0.05, foot + 0.05), (0.0, foot + rng.uniform(0.1, 0.2))],
        "dash": [(0.0, middle), (half, middle + 0.02), (2 * half, middle)],
    }
    line = np.array(lines[rng.choice(list(lines))])
    return (line + rng.normal(0.0, 0.008, line.shape),)


def _side_by_side(shapes: list[Strokes], gaps: list[float]) -> Strokes:
    row, left = list(shapes[0]), 0.0
    for shape, gap in zip(shapes[1:], gaps, strict=True):
        right = float(np.concatenate(row)[:, 0].max())
        near = _beside(_edges(row, np.maximum), _edges(shape, np.minimum), right) + gap
        left = max(near, (left + right) / 2)  # no digit slips under the one before
        row += [stroke + np.array([left, 0.0]) for stroke in shape]
    return tuple(row)


def _edges(strokes: Iterable[Stroke], farthest: np.ufunc) -> Edges:
    """Of strokes 2 or less above and below 0, in rows of 1/12: `farthest` is np.maximum to the right, or np.minimum."""
    edges = np.full(48, -np.inf if farthest is np.maximum else np.inf)
    for stroke in strokes:
        steps = np.linspace(0.0, len(stroke) - 1.0, 20 * len(stroke))
        x, y = (np.interp(steps, np.arange(len(stroke)), stroke[:, axis]) for axis in (0, 1))
        farthest.at(edges, np.clip((y + 2.0) * 12.0, 0, 47).astype(int), x)
    return edges


def _leaning(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """All of it a little slanted, on a line that rises or falls a little."""
    slant, rise = rng.normal(0.0, 0.12), rng.normal(0.0, 0.04)
    return tuple(stroke @ np.array([[1.0, rise], [slant, 1.0]]) for stroke in strokes)
