"""The best way through a lattice among those of a wanted length whose digits a checksum allows.

Every sum over ways is one pass over the edges from right to left, so that the place of a digit, counted from the right
as checksums count it, is known when it is added.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.lattice import NOTHING, Lattice, WaySteps


@dataclass(frozen=True, slots=True)
class _Rule:
    """`steps`: intp (positions, 10), what a digit adds to the residue at a position from the right, 0 the last."""

    modulus: int
    target: int
    steps: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Edges, each with a digit and its share, in the order of the places that they leave. `bounds`: (places + 1,)."""

    edges: NDArray[np.intp]
    digits: NDArray[np.intp]
    shares: NDArray[np.float64]
    bounds: NDArray[np.intp]

    def of(self, place: int) -> slice:
        return slice(self.bounds[place], self.bounds[place + 1])

    @classmethod
    def made(
        cls, lattice: Lattice, edges: NDArray[np.intp], digits: NDArray[np.intp], shares: NDArray[np.float64]
    ) -> Self:
        """Of as many edges, in their order, digits and shares: (n,) each."""
        return cls(edges, digits, shares, np.searchsorted(lattice.starts[edges], np.arange(lattice.places + 1)))


class Search:
    """The values of all places, beside the best way from each: (places, lengths, residues)."""

    def __init__(self, lattice: Lattice, constraints: Constraints, least: float) -> None:
        """Where residues count, ways worth less than `least` are left out: most lengths cannot be so far off.

        `least`: beside the best way of all.
        """
        self._lattice = lattice
        self._allowed = slice(constraints.min_length, constraints.max_length + 1)
        self._longest = max(constraints.max_length, 0)
        self._rule = _rule(constraints.checksum, self._longest)
        self._lengths = [(0, self._longest + 1)] * lattice.places
        if self._rule.modulus == 1:
            self._pairs = _joined(lattice, np.add)
        else:
            reached = _reached(lattice)
            self._pairs = _likely_pairs(lattice, reached, least)
            self._lengths = self._likely_lengths(reached, least)

    def allows(self, steps: WaySteps) -> bool:
        """Whether what is read on a way satisfies the constraints."""
        digits = [symbol for _, symbol in reversed(steps) if symbol != NOTHING]
        if len(digits) not in range(self._longest + 1)[self._allowed]:
            return False
        residue = sum(int(self._rule.steps[position, digit]) for position, digit in enumerate(digits))
        return residue % self._rule.modulus == self._rule.target

    @property
    def best(self) -> float:
        """What the best way that satisfies the constraints is worth beside the best way of all; 0 where none does."""
        return float(self._ends.max(initial=0.0))

    def total(self) -> float:
        """The sum over all ways that satisfy the constraints, beside the best way of all."""
        return float(self._pass(self._rule, self._pairs, np.add)[0, self._allowed, self._rule.target].sum())

    def trace(self) -> WaySteps:
        """The best way that satisfies the constraints."""
        place = 0
        steps: list[tuple[int, int]] = []
        length, residue = self._allowed.start + int(self._ends.argmax()), self._rule.target
        while place < self._lattice.places:
            edge, symbol, length, residue = self._step(place, length, residue)
            steps.append((edge, symbol))
            place = int(self._lattice.ends[edge])
        return tuple(steps)

    @cached_property
    def _values(self) -> NDArray[np.float64]:
        """Of the best ways."""
        pairs = _joined(self._lattice, np.maximum) if self._rule.modulus == 1 else self._pairs
        return self._pass(self._rule, pairs, np.maximum)

    @property
    def _ends(self) -> NDArray[np.float64]:
        return self._values[0, self._allowed, self._rule.target]

    def _pass(self, rule: _Rule, pairs: _Pairs, join: np.ufunc) -> NDArray[np.float64]:
        lattice = self._lattice
        values = np.zeros((lattice.places + 1, self._longest + 2, rule.modulus))  # the first row: no length
        values[lattice.places, 1, 0] = 1.0
        nothing = lattice.shares[:, NOTHING, np.newaxis, np.newaxis]
        shares, ends = pairs.shares[:, np.newaxis, np.newaxis], lattice.ends[pairs.edges]
        for place, leaving in lattice.backwards():
            chosen, (first, end) = pairs.of(place), self._lengths[place]
            skipped = values[lattice.ends[leaving], first + 1 : end + 1] * nothing[leaving]
            after = values[ends[chosen], first:end]
            read = _before(after, rule, first, pairs.digits[chosen]) * shares[chosen]
            ways = (join.reduce(part, axis=0, initial=0.0) for part in (skipped, read))
            values[place, first + 1 : end + 1] = join(*ways)
        return values[:, 1:]

    def _likely_lengths(self, reached: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
        """Of each place the fewest digits, and one more than the most, that may follow on a way worth `least`."""
        counted = _rule(Checksum.NONE, self._longest)
        following = self._pass(counted, _joined(self._lattice, np.maximum), np.maximum)[:-1, :, 0]
        likely = following * reached[:-1, np.newaxis] >= least
        return [(int(row.argmax()), len(row) - int(row[::-1].argmax())) if row.any() else (0, 0) for row in likely]

    def _step(self, place: int, length: int, residue: int) -> tuple[int, int, int, int]:
        """The edge and symbol by which the best way leaves a place, and what is left of length and residue."""
        options = []
        leaving = self._lattice.leaving[place]
        for edge in range(leaving.start, leaving.stop):
            after, shares = self._values[self._lattice.ends[edge]], self._lattice.shares[edge]
            options.append((after[length, residue] * shares[NOTHING], edge, NOTHING, length, residue))
            for digit in range(10) if length else ():
                left = int((residue - self._rule.steps[length - 1, digit]) % self._rule.modulus)
                options.append((after[length - 1, left] * shares[digit], edge, digit, length - 1, left))
        _, edge, symbol, length, residue = max(options, key=lambda option: option[0])
        return edge, symbol, length, residue


def _before(after: NDArray[np.float64], rule: _Rule, first: int, digits: NDArray[np.intp]) -> NDArray[np.float64]:
    """(pairs, lengths, residues): the values after a digit each, seen from before it.

    The first length counts so many digits with it.
    """
    if rule.modulus == 1:
        return after
    positions = np.maximum(np.arange(first - 1, first - 1 + after.shape[1]), 0)
    steps = rule.steps[positions[np.newaxis], digits[:, np.newaxis]][:, :, np.newaxis]
    return np.take_along_axis(after, (np.arange(rule.modulus) - steps) % rule.modulus, axis=2)


def _joined(lattice: Lattice, join: np.ufunc) -> _Pairs:
    """Every edge once, all digits as one."""
    every = np.arange(len(lattice.starts))
    return _Pairs.made(lattice, every, np.zeros_like(every), join.reduce(lattice.shares[:, :NOTHING], axis=1))


def _likely_pairs(lattice: Lattice, reached: NDArray[np.float64], least: float) -> _Pairs:
    """What may be on a way that is worth `least`; the best way to each place is worth `reached`."""
    shares = lattice.shares[:, :NOTHING]
    chosen, digits = np.nonzero(reached[lattice.starts, np.newaxis] * shares >= least)
    return _Pairs.made(lattice, chosen, digits, shares[chosen, digits])


def _reached(lattice: Lattice) -> NDArray[np.float64]:
    """(places + 1,): what the best way over each place is worth beside the best way of all."""
    values = np.zeros(lattice.places + 1)
    values[0] = 1.0
    best = lattice.shares.max(axis=1)
    for place, leaving in enumerate(lattice.leaving):
        np.maximum.at(values, lattice.ends[leaving], values[place] * best[leaving])
    return values


def _rule(checksum: Checksum, positions: int) -> _Rule:
    digits = np.arange(10)
    match checksum:
        case Checksum.LUHN:
            doubled = 2 * digits // 10 + 2 * digits % 10
            rows = [doubled if position % 2 else digits for position in range(positions)]
            return _Rule(10, 0, np.array(rows, np.intp).reshape(positions, 10))
        case Checksum.MOD97:
            weights = [pow(10, position, 97) for position in range(positions)]
            return _Rule(97, 1, np.array(weights, np.intp).reshape(positions, 1) * digits % 97)
        case Checksum.NONE:
            return _Rule(1, 0, np.zeros((positions, 10), np.intp))
