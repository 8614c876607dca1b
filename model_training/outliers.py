"""What is not one digit, made up: the network learns from it to say "no digit" and "several digits".

No letter, drawing or picture of anybody's is among it, so real ones measure what was learned (outlier exposure,
Hendrycks et al. 2019, with synthetic outliers).
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, Stroke
from backend.recognition.normalize import look
from backend.recognition.strokes import draw
from model_training import doodles, printing
from model_training.hand import redraw
from model_training.letters import write_letter
from model_training.mnist import Digits
from model_training.penmanship import write

NOT_A_DIGIT, SEVERAL_DIGITS = 10, 11
"""Classes of the network beside the digits 0 to 9."""

CLASSES = 12
"""All of them."""

Frame = NDArray[np.uint8]
Hand = Callable[[np.random.Generator], tuple[Stroke, ...]]
"""Writes one digit, in any unit."""


def non_digits(n: int, seed: int, digits: Digits) -> Digits:
    """n frames of letters, signs, drawings, prints, silhouettes, and of `digits` turned, mirrored or spoilt."""
    rng = np.random.default_rng(seed)
    makers: list[Callable[[], Frame]] = [
        lambda: draw(write_letter(rng)),
        lambda: draw(doodles.doodle(rng)),
        lambda: _seen(printing.printed_letter(rng), rng),
        lambda: _seen(doodles.silhouette(rng), rng),
        lambda: _misplaced(digits, rng),
    ]

    def make() -> Frame:
        return makers[rng.choice(len(makers), p=(0.36, 0.22, 0.22, 0.12, 0.08))]()

    return Digits(_frames(n, make, "no digits"), np.full(n, NOT_A_DIGIT, np.uint8))


def several_digits(n: int, seed: int, digits: Digits, hand: Hand) -> Digits:
    """n frames of two or three digits beside each other, half of them from `digits`, half written by `hand`."""
    rng = np.random.default_rng(seed)

    def make() -> Frame:
        return _row_of_frames(digits, rng) if rng.random() < 0.5 else draw(_row_of_strokes(hand, rng))

    return Digits(_frames(n, make, "several digits"), np.full(n, SEVERAL_DIGITS, np.uint8))


def any_template(rng: np.random.Generator) -> tuple[Stroke, ...]:
    """A hand that writes after the templates, for where no real pen strokes are at hand."""
    return write(int(rng.integers(10)), rng)


def _frames(n: int, make: Callable[[], Frame], name: str) -> Frame:
    return np.array([make() for _ in tqdm(range(n), desc=name, leave=False)], np.uint8).reshape(n, 28, 28)


def _seen(picture: Frame, rng: np.random.Generator) -> Frame:
    """A picture as the service sees it, handed in light on dark or dark on light, or laid into the frame whole."""
    if rng.random() < 0.25:
        return np.asarray(cv2.resize(picture, (28, 28), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    side = int(rng.choice([28, 28, 40, len(picture)]))
    small = np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    try:
        return look(ImageInk(255 - small if rng.random() < 0.5 else small)).frame
    except BlankInk:
        return np.zeros((28, 28), np.uint8)


_QUARTER_TURNED, _MIRRORED, _UPSIDE_DOWN = (2, 3, 4, 5, 7), (3, 4, 7, 9), (3, 4, 7)
"""Digits that are none, nor another, in this position."""


def _misplaced(digits: Digits, rng: np.random.Generator) -> Frame:
    """A digit turned or mirrored so that it is none any more, two over each other, or one that is crossed out."""
    frame, label = _any(digits, rng)
    ways: list[Frame] = [_spoilt(frame, digits, rng)]
    if label in _QUARTER_TURNED:
        ways.append(np.rot90(frame, int(rng.choice([1, 3]))))
    if label in _MIRRORED:
        ways.append(frame[:, ::-1])
    if label in _UPSIDE_DOWN:
        ways.append(frame[::-1, ::-1])
    return np.ascontiguousarray(ways[rng.integers(len(ways))])


def _spoilt(frame: Frame, digits: Digits, rng: np.random.Generator) -> Frame:
    over = draw(doodles.scribble(rng)) if rng.random() < 0.5 else np.rot90(_any(digits, rng)[0])
    return np.maximum(frame, over)


def _any(digits: Digits, rng: np.random.Generator) -> tuple[Frame, int]:
    index = rng.integers(len(digits))
    return digits.frames[index], int(digits.labels[index])


def _row_of_frames(digits: Digits, rng: np.random.Generator) -> Frame:
    """Digits cut out at their edges, laid side by side with gaps or touching, and fitted into the frame together."""
    cut = [_cut_out(_any(digits, rng)[0]) for _ in range(_how_many(rng))]
    height = max(len(one) for one in cut)
    gap = int(rng.integers(-1, 10))
    row = np.zeros((height + 6, sum(one.shape[1] + max(gap, 0) for one in cut) + 4), np.uint8)
    x = 2
    for one in cut:
        y = int(np.clip((height + 6 - len(one)) // 2 + rng.integers(-2, 3), 0, height + 6 - len(one)))
        place = row[y : y + len(one), x : x + one.shape[1]]
        np.maximum(place, one, out=place)
        x += one.shape[1] + gap
    return _fitted(row)


def _cut_out(frame: Frame) -> Frame:
    rows, columns = np.flatnonzero(frame.any(axis=1)), np.flatnonzero(frame.any(axis=0))
    return frame[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fitted(row: Frame) -> Frame:
    """Ink in a 20 x 20 box in the middle of the frame, as MNIST's."""
    ink = _cut_out(row)
    scale = 20 / max(ink.shape)
    size = max(round(ink.shape[1] * scale), 1), max(round(ink.shape[0] * scale), 1)
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    frame = np.zeros((28, 28), np.uint8)
    top, left = (28 - size[1]) // 2, (28 - size[0]) // 2
    frame[top : top + size[1], left : left + size[0]] = small
    return frame


def _row_of_strokes(hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Digits written one after the other, about equally tall, apart or touching."""
    row: list[Stroke] = []
    right = 0.0
    for _ in range(_how_many(rng)):
        strokes = redraw(hand(rng), rng)
        points = np.concatenate(strokes)
        low, high = points.min(axis=0), points.max(axis=0)
        scale = rng.uniform(0.8, 1.2) * 2.0 / max(float(high[1] - low[1]), 0.5)
        move = np.array([right, rng.normal(0.0, 0.15)])
        row.extend((stroke - low) * scale + move for stroke in strokes)
        right += float(high[0] - low[0]) * scale + rng.uniform(0.0, 0.8)
    return tuple(row)


def _how_many(rng: np.random.Generator) -> int:
    return 2 if rng.random() < 0.75 else 3
