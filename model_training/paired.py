"""How much better one network reads than another the very same digits."""

import math
from collections.abc import Set
from dataclasses import dataclass

_Z = 1.959964  # of 95 %


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two accuracies on the same n digits, with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int

    @property
    def certain(self) -> bool:
        """Whether the interval is on one side of zero."""
        return self.low > 0 or self.high < 0


def difference(wrong: Set[int], wrong_before: Set[int], n: int) -> Difference:
    """Of what one misreads of n digits to what the other does, by the digits' indices; positive is better.

    The interval is that of Agresti & Min 2005 for matched pairs: Wald's, with half a digit more in each of four cells.
    """
    better, worse = len(wrong_before - wrong), len(wrong - wrong_before)
    gain, total = better - worse, n + 2
    half = _Z * math.sqrt(better + worse + 1 - gain**2 / total) / total
    return Difference(gain / n, gain / total - half, gain / total + half, n)
