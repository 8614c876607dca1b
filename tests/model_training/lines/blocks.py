"""Hands whose digits are told apart in a line by machine: blocks of a grey each, or upright bars of a pen."""

import itertools

import numpy as np
from numpy.typing import NDArray

from backend.recognition.line_network import OTHER
from model_training.lines.shapes import Frame, Hand, of_frame, of_strokes


def grey(symbol: int) -> int:
    return 100 + 12 * symbol


def block(symbol: int) -> Frame:
    """A frame with a block half as wide as tall, of the symbol's grey."""
    frame = np.zeros((28, 28), np.uint8)
    frame[4:24, 9:19] = grey(symbol)
    return frame


def bar(width: float = 0.5) -> tuple[NDArray[np.float64], ...]:
    """A pen's way down, leaning to the right."""
    return (np.column_stack([np.linspace(0.0, 20.0 * width, 60), np.linspace(0.0, 20.0, 60)]),)


def blocks(*symbols: int) -> Hand:
    return Hand(of_frame(block(symbol), symbol) for symbol in symbols)


def bars(*symbols: int) -> Hand:
    return Hand(of_strokes(bar(), symbol) for symbol in symbols)


OTHERS = blocks(OTHER)


def seen_blocks(ink: Frame) -> list[int]:
    """The symbols of the blocks from left to right, several alike side by side and touching as one."""
    runs = _runs(ink)
    return [symbol for symbol in runs if symbol >= 0]


def together(symbols: list[int]) -> list[int]:
    """Neighbours alike as one."""
    return [symbol for symbol, _ in itertools.groupby(symbols)]


def gaps(ink: Frame) -> int:
    """How often there is no block for a column or more between two."""
    return "".join("." if symbol < 0 else "#" for symbol in _runs(ink)).strip(".").count(".")


def _runs(ink: Frame) -> list[int]:
    """What stands in the columns from left to right, -1 where no block does: separators are lower than blocks."""
    tall = np.stack([np.equal(ink, grey(symbol)).sum(axis=0) for symbol in range(11)])
    shown = np.where(tall.max(axis=0) >= 6, tall.argmax(axis=0), -1)
    return [int(symbol) for symbol, _ in itertools.groupby(shown)]
