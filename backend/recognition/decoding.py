"""The most probable way through a lattice, and how probable a text is among all that its ways read."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constrained import Search
from backend.recognition.constraints import Constraints
from backend.recognition.lattice import NOTHING, Lattice, WaySteps

_IMPOSSIBLE = np.exp(-18.0)
"""As a share of the best way, what a way may be worth at most and not count as one."""

_NEGLIGIBLE = np.exp(-14.0)
"""The same for what does not count in a sum, beside the worst way that counts as one."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the lattice.

    `probability` is that of its text among the texts that satisfy the constraints; `satisfied`, whether it is one;
    `empty`, whether it is more probable that there is nothing to be read; `total`, the sum over all ways that satisfy
    them, beside the best way of all.
    """

    steps: WaySteps
    probability: float
    satisfied: bool
    empty: bool
    total: float

    @property
    def text(self) -> str:
        return "".join(str(symbol) for _, symbol in self.steps if symbol != NOTHING)


def decode(lattice: Lattice, constraints: Constraints) -> Way:
    """The most probable way from place 0 to the last that satisfies the constraints.

    Where none does that is probable at all, the most probable one of whatever length.
    """
    with_digit, without = lattice.best[0]
    worst = np.exp(with_digit - lattice.left[0]) * _IMPOSSIBLE
    steps = _best_steps(lattice)
    wanted = replace(constraints, max_length=min(constraints.max_length, lattice.places))
    search = Search(lattice, wanted, worst * _NEGLIGIBLE)
    satisfied = search.allows(steps)
    if not satisfied and search.best > worst:
        steps, satisfied = search.trace(), True
    total = search.total() if satisfied else _total(lattice)
    way = Way(steps, 1.0, satisfied, bool(without > with_digit), total)
    return replace(way, probability=share(lattice, way, way.text))


def share(lattice: Lattice, way: Way, text: str) -> float:
    """How probable a text is among those that satisfy the constraints with which `way` was found; it must, too."""
    return min(worth(lattice, text) / way.total, 1.0) if way.total else 0.0


def worth(lattice: Lattice, text: str) -> float:
    """The sum over all ways that read a text, beside the best way of all; 0 where none does."""
    return float(_to_text(lattice, text, np.add)[0, len(text)])


def way_to(lattice: Lattice, text: str) -> WaySteps:
    """The steps of the best way that reads a text; none where no way does."""
    values = _to_text(lattice, text, np.maximum)
    place, left = 0, len(text)
    steps: list[tuple[int, int]] = []
    while values[0, len(text)] and place < lattice.places:
        leaving = lattice.leaving[place]
        after, shares = values[lattice.ends[leaving]], lattice.shares[leaving]
        skipped = after[:, left] * shares[:, NOTHING]
        symbol = int(text[len(text) - left]) if left else NOTHING
        read = after[:, left - 1] * shares[:, symbol] if left else np.zeros(len(after))
        best = int(np.argmax(np.maximum(skipped, read)))
        reads = bool(read[best] >= skipped[best]) and left > 0
        edge = leaving.start + best
        steps.append((edge, symbol if reads else NOTHING))
        place, left = int(lattice.ends[edge]), left - reads
    return tuple(steps)


def _best_steps(lattice: Lattice) -> WaySteps:
    """Of the best way with a digit, of whatever length."""
    place, column = 0, 0
    steps: list[tuple[int, int]] = []
    while place < lattice.places:
        leaving = lattice.leaving[place]
        after, scores = lattice.best[lattice.ends[leaving]], lattice.scores[leaving]
        digits = scores[:, :NOTHING].max(axis=1)
        options = np.stack([after[:, column] + scores[:, NOTHING], after[:, 0] + digits, after[:, 1] + digits])
        way, index = np.unravel_index(int(options[: 1 if column else 3].argmax()), options.shape)
        edge = leaving.start + int(index)
        steps.append((edge, int(scores[index, :NOTHING].argmax()) if way else NOTHING))
        place, column = int(lattice.ends[edge]), 1 if way == 2 else column
    return tuple(steps)


def _total(lattice: Lattice) -> float:
    """The sum over all ways with a digit, of whatever length."""
    digit, nothing = lattice.shares[:, :NOTHING].sum(axis=1), lattice.shares[:, NOTHING]
    values = np.zeros((lattice.places + 1, 2))  # with a digit, and without any
    values[lattice.places, 1] = 1.0
    for place, leaving in lattice.backwards():
        after = values[lattice.ends[leaving]]
        values[place] = nothing[leaving] @ after
        values[place, 0] += digit[leaving] @ after.sum(axis=1)
    return float(values[0, 0])


def _to_text(lattice: Lattice, text: str, join: np.ufunc) -> NDArray[np.float64]:
    """(places + 1, digits + 1): what the ways from a place to the end are worth that read the last so many digits."""
    values = np.zeros((lattice.places + 1, len(text) + 1))
    values[lattice.places, 0] = 1.0
    symbols = lattice.shares[:, [int(digit) for digit in reversed(text)]]
    nothing = lattice.shares[:, NOTHING, np.newaxis]
    for place, leaving in lattice.backwards():
        after = values[lattice.ends[leaving]]
        values[place] = join.reduce(after * nothing[leaving], axis=0, initial=0.0)
        read = join.reduce(after[:, :-1] * symbols[leaving], axis=0, initial=0.0)
        values[place, 1:] = join(values[place, 1:], read)
    return values
