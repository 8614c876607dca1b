"""What is made of one line before policies judge it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.candidate import most_probable, rounded
from backend.recognition.line import Box, DigitInLine

STEP = 2.0
"""Columns of a strip for one step of the network."""


CERTAIN = 1e-6
"""Nearer to 0 or 1 a probability says no more: it is answered to six decimals."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`probability` is that of the text, not calibrated yet; `empty`: more probably there is nothing to be read."""

    probability: float
    digits: tuple[DigitInLine, ...]
    satisfied: bool
    empty: bool
    not_a_digit: bool
    several_digits: bool = False

    @property
    def text(self) -> str:
        return "".join(str(digit.digit) for digit in self.digits)

    @property
    def right(self) -> float:
        """About how many digits of it are right."""
        return sum(digit.probability for digit in self.digits)


def doubted(lines: list[Reading]) -> list[Reading]:
    """The same, for review: beside them is ink that cannot be all digits."""
    return [replace(line, not_a_digit=True) for line in lines]


def digit_in_line(
    symbol: int, probabilities: NDArray[np.float64], box: Box, strokes: tuple[int, ...] = ()
) -> DigitInLine:
    """A digit with its alternatives: (10,) how probable each digit is."""
    return DigitInLine(symbol, rounded(probabilities[symbol]), tuple(most_probable(probabilities, 3)), box, strokes)


def log_odds(probability: float) -> float:
    """Natural logarithm of the odds, within what CERTAIN leaves."""
    clipped = min(max(probability, CERTAIN), 1.0 - CERTAIN)
    return float(np.log(clipped / (1.0 - clipped)))


def box_around(boxes: NDArray[np.float64]) -> Box:
    """(n, 4) left, top, right, bottom to the smallest box around all of them."""
    left, top = (float(edge) for edge in boxes[:, :2].min(axis=0))
    right, bottom = (float(edge) for edge in boxes[:, 2:].max(axis=0))
    return Box(left, top, right - left, bottom - top)
