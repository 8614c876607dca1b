"""A network for lines that knows sevens and ones by their outline, without any learning."""

from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import LineCard, NumberPolicies
from backend.recognition.line_network import BLANK, OTHER, SYMBOLS
from tests.recognition.artifacts import LINE_CARD

_INK = 100


class PlainNetwork:
    """Each piece of ink between empty columns is a 7, a 1, or something else; what is low is nothing."""

    def __init__(self, policies: NumberPolicies = LINE_CARD.numbers) -> None:
        self.card: LineCard = SimpleNamespace(version=LINE_CARD.version, numbers=policies)  # type: ignore[assignment]

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.stack([_steps(strip) for strip in strips])


def _steps(strip: NDArray[np.uint8]) -> NDArray[np.float32]:
    ink = strip >= _INK
    steps = np.full((strip.shape[1] // 2, SYMBOLS), 0.001)
    steps[:, BLANK] = 0.95
    inked = np.flatnonzero(ink.any(axis=0))
    for part in np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1):
        if len(part):
            symbol, sure = _symbol(ink[:, part[0] : part[-1] + 1])
            middle = int(part[0] + part[-1]) // 4
            steps[middle, BLANK], steps[middle, symbol] = (0.05, sure) if symbol != BLANK else (0.95, 0.95)
    return np.asarray(np.log(steps / steps.sum(axis=1, keepdims=True)), dtype=np.float32)


def _symbol(ink: NDArray[np.bool_]) -> tuple[int, float]:
    rows = np.flatnonzero(ink.any(axis=1))
    width, height = ink.shape[1], int(rows[-1] - rows[0]) + 1
    if height < 8:
        return BLANK, 1.0
    top, bottom = ink[rows[0] : rows[0] + 5].any(axis=0).mean(), ink[rows[-1] - 4 : rows[-1] + 1].any(axis=0).mean()
    if width <= 6:
        return 1, 0.9
    return (7, 0.9) if top > 0.8 and bottom < 0.6 else (OTHER, 0.6)
