"""One line of digits as the service would see it: shapes beside each other, apart or touching, written by one pen."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.recognition.line_network import OTHER
from backend.recognition.strip import HEIGHT, TALL
from model_training.lines.shapes import ROWS, Frame, Hand, Shape, Strokes
from model_training.lines.signs import separator

ROOM = 16
"""Rows above and below the strip, so that what is bent into it is whole."""

_FINE = 2  # pixels drawn for one of the strip where strokes are drawn
_SHIFT = 4  # binary places of OpenCV's coordinates
_OPENED, _CLOSED = 0.06, 0.25  # shares of lines with a sign before the first shape, and after the last


@dataclass(frozen=True, slots=True)
class _Placed:
    """`left`, `top` and `height` in rows of the strip."""

    shape: Shape
    left: float
    top: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.shape.width * self.height


def compose(hand: Hand, others: Hand | None, width: int, rng: np.random.Generator) -> tuple[Frame, list[int]]:
    """uint8 (HEIGHT + 2 * 16, width) ink, to be bent and worn, and its symbols: separators are in it, but no symbol.

    With `others`, some of the shapes are theirs: OTHER, once for several beside each other.
    """
    placed, signs = _place(hand, others, width, rng)
    ink = np.zeros((HEIGHT + 2 * ROOM, width), np.uint8)
    for one in placed:
        if one.shape.patch is not None:
            _paste(ink, one)
    strokes = [_moved(one) for one in placed if one.shape.patch is None] + signs
    if strokes:
        ink = np.maximum(ink, _drawn([s for drawn in strokes for s in drawn], ink.shape, rng))
    symbols = [one.shape.symbol for one in placed]
    kept = [symbols[0], *(b for a, b in pairwise(symbols) if not a == b == OTHER)]
    return ink, kept


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a line is written. `tall` rows are its digits, by the factor exp(N(0, `uneven`)); at `anchor` they line up.

    `spacing` is usual between them, in digits' heights; the shares `crowded` touch, `separated` have a sign between and
    `linked` are joined by a stroke of the pen, `chained` of the zeros beside a zero. Zeros are `zeros` times as high as
    other digits.
    """

    tall: float
    uneven: float
    anchor: float
    spacing: float
    crowded: float
    separated: float
    linked: float
    chained: float
    zeros: float


def _manner(rng: np.random.Generator) -> _Manner:
    return _Manner(
        tall=float(np.clip(TALL * np.exp(rng.normal(0.0, 0.17)), 11.0, 29.0)),
        uneven=rng.choice((0.05, 0.1, 0.2), p=(0.4, 0.45, 0.15)),
        anchor=rng.uniform(0.5, 1.0),  # hands that write small zeros line up middles rather than feet
        spacing=rng.choice((rng.uniform(0.02, 0.45), rng.uniform(0.45, 1.0)), p=(0.85, 0.15)),
        crowded=rng.choice((0.05, 0.3, 0.7), p=(0.55, 0.37, 0.08)),
        separated=rng.choice((0.0, 0.15), p=(0.6, 0.4)),
        linked=rng.choice((0.0, 0.25), p=(0.8, 0.2)),
        chained=rng.choice((0.0, 0.8), p=(0.7, 0.3)),
        zeros=rng.choice((1.0, rng.uniform(0.5, 0.95)), p=(0.75, 0.25)),
    )


def _place(
    hand: Hand, others: Hand | None, width: int, rng: np.random.Generator
) -> tuple[list[_Placed], list[Strokes]]:
    """From left to right, until the line is full or as long as it should be."""
    manner = _manner(rng)
    most = int(rng.integers(1, 9)) if rng.random() < 0.4 else width
    placed: list[_Placed] = []
    signs: list[Strokes] = []
    left, foreign = rng.uniform(1.0, 24.0), False
    if rng.random() < _OPENED:
        sign, left = _sign(left, manner, rng)
        signs.append(sign)
    while len(placed) < most:
        foreign = others is not None and rng.random() < (0.7 if foreign else 0.25)
        shape = _next(others if foreign and others else hand, placed, rng)
        height, middle = _size(shape, manner, rng)
        if placed:
            left = _beside(placed[-1], shape, height, _gap(manner, rng))
            if rng.random() < manner.separated:
                sign, left = _sign(max(left, placed[-1].right), manner, rng)
                signs.append(sign)
        if placed and left + shape.width * height > width - 2.0:
            break
        placed.append(_Placed(shape, left, middle - height / 2, height))
        if len(placed) > 1 and rng.random() < _joined(placed[-2], placed[-1], manner):
            signs.extend(_link(placed[-2], placed[-1], manner, rng))
    if rng.random() < _CLOSED:
        signs.append(_sign(placed[-1].right, manner, rng)[0])
    return placed, signs


def _joined(before: _Placed, after: _Placed, manner: _Manner) -> float:
    """How probably a stroke joins the two."""
    zeros = before.shape.symbol == after.shape.symbol == 0
    return max(manner.linked, manner.chained) if zeros else manner.linked


def _link(before: _Placed, after: _Placed, manner: _Manner, rng: np.random.Generator) -> list[Strokes]:
    """The stroke that joins two shapes where neither has ended at the foot; none where they are far apart."""
    leaving, reaching = (int(band) for band in rng.integers(0, ROWS * 2 // 3, 2))
    start = before.left + before.shape.reach[leaving] * before.height
    end = after.left + after.shape.start[reaching] * after.height
    if not 0.0 <= end - start <= 0.6 * manner.tall:  # nor where it would go back or a shape has nothing there
        return []
    y = before.top + leaving / ROWS * before.height, after.top + reaching / ROWS * after.height
    share = np.linspace(0.0, 1.0, 8)
    sag = rng.normal(0.0, 0.12) * manner.tall * 4.0 * share * (1.0 - share)
    return [(np.column_stack([start + (end - start) * share, y[0] + (y[1] - y[0]) * share + sag]),)]


def _size(shape: Shape, manner: _Manner, rng: np.random.Generator) -> tuple[float, float]:
    """The height of a shape and the row of its middle."""
    usual = manner.tall * (manner.zeros if shape.symbol == 0 else 1.0)
    height = usual * float(np.exp(rng.normal(0.0, manner.uneven)))
    below = (manner.anchor - 0.5) * (manner.tall - height)
    return height, ROOM + HEIGHT / 2 + below + rng.normal(0.0, 0.04 * manner.tall)


def _sign(free: float, manner: _Manner, rng: np.random.Generator) -> tuple[Strokes, float]:
    """A separator right of the column `free`, and where the next shape begins."""
    sign = [stroke * manner.tall for stroke in separator(rng)]
    room = float(np.concatenate(sign)[:, 0].max()) + 0.3 * manner.spacing * manner.tall
    left = free + 0.05 * manner.tall
    place = np.array([left, ROOM + HEIGHT / 2 - manner.tall / 2])
    return tuple(stroke + place for stroke in sign), left + room + rng.uniform(0.0, 0.2) * manner.tall


def _next(hand: Hand, placed: list[_Placed], rng: np.random.Generator) -> Shape:
    """Amounts are full of zeros, rows of them, and CTC finds the same digit twice the hardest: all come more often."""
    last = placed[-1].shape.symbol if placed else OTHER
    if last != OTHER and hand.has(last) and rng.random() < (0.2 if last == 0 else 0.06):
        return hand.again(last, rng)
    if hand.has(0) and rng.random() < 0.05:
        return hand.again(0, rng)
    return hand.any(rng)


def _gap(manner: _Manner, rng: np.random.Generator) -> float:
    """Rows between the outlines of two shapes; less than none where they overlap."""
    if rng.random() < manner.crowded:
        return float(rng.uniform(-0.09, 0.05)) * manner.tall
    return float(manner.spacing * np.exp(rng.normal(0.0, 0.5))) * manner.tall


def _beside(before: _Placed, shape: Shape, height: float, gap: float) -> float:
    """Where a shape must be put to be so far from the one before; it never slips under that."""
    near = float((before.shape.reach * before.height - shape.start * height).max())
    right = before.shape.width * before.height
    if not np.isfinite(near):
        near = right
    slipped = max(right - 0.35 * height, 0.4 * right)
    return before.left + max(near + gap, slipped)


def _paste(ink: Frame, one: _Placed) -> None:
    assert one.shape.patch is not None
    height, width = max(round(one.height), 2), max(round(one.shape.width * one.height), 1)
    method = cv2.INTER_AREA if height < len(one.shape.patch) else cv2.INTER_CUBIC
    patch = cv2.resize(one.shape.patch, (width, height), interpolation=method)
    top, left = max(round(one.top), 0), round(one.left)
    place = ink[top : top + height, left : left + width]
    np.maximum(place, patch[: place.shape[0], : place.shape[1]], out=place)


def _moved(one: _Placed) -> Strokes:
    origin = np.array([one.left, one.top])
    return tuple(stroke * one.height + origin for stroke in one.shape.strokes)


def _drawn(strokes: list[NDArray[np.float64]], shape: tuple[int, ...], rng: np.random.Generator) -> Frame:
    fine = np.zeros((shape[0] * _FINE, shape[1] * _FINE), np.uint8)
    pen = int(rng.choice((2, 3, 4, 5, 6, 8), p=(0.15, 0.26, 0.26, 0.2, 0.1, 0.03)))
    points = [np.round((stroke + 0.5) * (_FINE << _SHIFT)).astype(np.int32) for stroke in strokes]
    cv2.polylines(fine, points, False, 255, pen, cv2.LINE_AA, _SHIFT)
    return np.asarray(cv2.resize(fine, shape[::-1], interpolation=cv2.INTER_AREA), dtype=np.uint8)
