"""The most probable way through a lattice, and how probable a text is among all that its ways read."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constrained import Search
from backend.recognition.constraints import Constraints
from backend.recognition.edges import NOTHING, Edges, Join, by_start, greatest, log_sum

_IMPOSSIBLE = -18.0
"""Natural logarithm of how much less probable than the best way a way may be and still count as one."""

_NEGLIGIBLE = -14.0
"""The same for what still counts in a sum, beside the worst way that counts as one."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the lattice: edges with what they are read as, from left to right.

    `probability` is that of its text among the texts that satisfy the constraints; `satisfied`, whether it is one;
    `empty`, whether it is more probable that there is nothing to be read; `total`, the logarithm of the sum over all
    ways that satisfy them.
    """

    steps: tuple[tuple[int, int], ...]
    probability: float
    satisfied: bool
    empty: bool
    total: float

    @property
    def text(self) -> str:
        return "".join(str(symbol) for _, symbol in self.steps if symbol != NOTHING)


def decode(edges: Edges, places: int, constraints: Constraints) -> Way:
    """The most probable way from place 0 to the last that satisfies the constraints.

    Where none does that is probable at all, the most probable one of whatever length.
    """
    free = _Free(edges, places)
    wanted = Constraints(constraints.min_length, min(constraints.max_length, places), constraints.checksum)
    search = Search(edges, places, wanted, free.best + _IMPOSSIBLE + _NEGLIGIBLE, free.left)
    satisfied = search.best > free.best + _IMPOSSIBLE
    steps, total = (search.trace(), search.total()) if satisfied else (free.trace(), free.total())
    way = Way(steps, 1.0, satisfied, free.nothing > free.best, total)
    return replace(way, probability=share(edges, places, way, way.text))


def share(edges: Edges, places: int, way: Way, text: str) -> float:
    """How probable a text is among those that satisfy the constraints with which `way` was found; it must, too."""
    return float(min(np.exp(likelihood(edges, places, text) - way.total), 1.0))


def likelihood(edges: Edges, places: int, text: str) -> float:
    """The logarithm of the sum over all ways that read a text; -inf where none does."""
    return float(_to_text(edges, places, text, np.logaddexp)[0, len(text)])


def way_to(edges: Edges, places: int, text: str) -> tuple[tuple[int, int], ...]:
    """The steps of the best way that reads a text; none where no way does."""
    values = _to_text(edges, places, text, np.maximum)
    place, left, steps = 0, len(text), []
    while np.isfinite(values[0, len(text)]) and place < places:
        symbol = int(text[len(text) - left]) if left else NOTHING
        leaving = np.flatnonzero(edges.starts == place)
        after, scores = values[edges.ends[leaving]], edges.scores[leaving]
        skipped = after[:, left] + scores[:, NOTHING]
        read = after[:, left - 1] + scores[:, symbol] if left else np.full(len(leaving), -np.inf)
        best = int(np.argmax(np.maximum(skipped, read)))
        reads = bool(read[best] >= skipped[best]) and left > 0
        steps.append((int(leaving[best]), symbol if reads else NOTHING))
        place, left = int(edges.ends[leaving[best]]), left - reads
    return tuple(steps)


class _Free:
    """Ways of whatever length. `best` and `nothing`: the logarithms of the best way with a digit, and without any.

    The values of all places: (places, 2), of ways to the end with a digit and without.
    """

    def __init__(self, edges: Edges, places: int) -> None:
        self._edges = edges
        self._places = places
        self._leaving = by_start(edges, places)
        self._values = self._pass(greatest)
        self.best, self.nothing = (float(value) for value in self._values[0])

    @property
    def left(self) -> NDArray[np.float64]:
        """(places + 1,): the best way from each place to the last, with a digit or without."""
        return np.asarray(self._values.max(axis=1))

    def total(self) -> float:
        """The logarithm of the sum over all ways with a digit."""
        return float(self._pass(log_sum)[0, 0])

    def trace(self) -> tuple[tuple[int, int], ...]:
        """The best way with a digit, from left to right."""
        place, column, steps = 0, 0, []
        while place < self._places:
            leaving = self._leaving[place]
            after, scores = self._values[self._edges.ends[leaving]], self._edges.scores[leaving]
            digits = scores[:, :NOTHING].max(axis=1)
            options = np.stack([after[:, column] + scores[:, NOTHING], after[:, 0] + digits, after[:, 1] + digits])
            way, index = np.unravel_index(int(options[: 1 if column else 3].argmax()), options.shape)
            edge = int(leaving[index])
            steps.append((edge, int(scores[index, :NOTHING].argmax()) if way else NOTHING))
            place, column = int(self._edges.ends[edge]), 1 if way == 2 else column
        return tuple(steps)

    def _pass(self, join: Join) -> NDArray[np.float64]:
        digits, nothing = join(self._edges.scores[:, :NOTHING].T), self._edges.scores[:, NOTHING]
        values = np.full((self._places + 1, 2), -np.inf)
        values[self._places, 1] = 0.0
        for place, leaving in reversed(list(enumerate(self._leaving))):
            with_digit, without = values[self._edges.ends[leaving]].T
            read, skipped = digits[leaving], nothing[leaving]
            values[place, 0] = join(np.concatenate([with_digit + skipped, with_digit + read, without + read]))
            values[place, 1] = join(without + skipped)
        return values


def _to_text(edges: Edges, places: int, text: str, join: np.ufunc) -> NDArray[np.float64]:
    """(places + 1, digits + 1): what the ways from a place to the end are worth that read the last so many digits."""
    values = np.full((places + 1, len(text) + 1), -np.inf)
    values[places, 0] = 0.0
    backwards = [int(digit) for digit in reversed(text)]
    for place, leaving in reversed(list(enumerate(by_start(edges, places)))):
        after, scores = values[edges.ends[leaving]], edges.scores[leaving]
        values[place] = join.reduce(after + scores[:, NOTHING, np.newaxis], axis=0)
        read = join.reduce(after[:, :-1] + scores[:, backwards], axis=0)
        values[place, 1:] = join(values[place, 1:], read)
    return values
