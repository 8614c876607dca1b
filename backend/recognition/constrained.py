"""The best way through a lattice among those of a wanted length whose digits a checksum allows.

Every sum over ways is one pass over the edges from right to left, so that the place of a digit, counted from the right
as checksums count it, is known when it is added.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.edges import NOTHING, Edges, Join, Scores, by_start, greatest, log_sum


@dataclass(frozen=True, slots=True)
class _Rule:
    """`steps`: intp (positions, 10), what a digit adds to the residue at a position from the right, 0 the last."""

    modulus: int
    target: int
    steps: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Edges, each with a digit and its score, in the order of the places that they leave. `bounds`: (places + 1,)."""

    edges: NDArray[np.intp]
    digits: NDArray[np.intp]
    scores: NDArray[np.float64]
    bounds: NDArray[np.intp]

    def of(self, place: int) -> slice:
        return slice(self.bounds[place], self.bounds[place + 1])

    @classmethod
    def made(
        cls, edges: Edges, places: int, chosen: NDArray[np.intp], digits: NDArray[np.intp], scores: Scores
    ) -> Self:
        """Of as many chosen edges, digits and scores, (n,) each, in any order."""
        starts = edges.starts[chosen]
        order = np.argsort(starts, kind="stable")
        bounds = np.searchsorted(starts[order], np.arange(places + 1))
        return cls(chosen[order], digits[order], scores[order], bounds)


class Search:
    """The values of all places: (places, lengths, residues)."""

    def __init__(
        self, edges: Edges, places: int, constraints: Constraints, least: float, left: NDArray[np.float64]
    ) -> None:
        """Where residues count, ways worth less than `least` are left out: most lengths cannot be so far off.

        `left`: (places + 1,), what the best way from each place to the last is worth.
        """
        self._edges = edges
        self._places = places
        self._allowed = slice(constraints.min_length, constraints.max_length + 1)
        self._longest = max(constraints.max_length, 0)
        self._rule = _rule(constraints.checksum, self._longest)
        self._leaving = by_start(edges, places)
        self._lengths = [(0, self._longest + 1)] * places
        if self._rule.modulus == 1:
            self._best_pairs, self._all_pairs = (_joined(edges, places, join) for join in (greatest, log_sum))
        else:
            reached = _reached(edges, places)
            self._best_pairs = self._all_pairs = _likely_pairs(edges, places, reached, left, least)
            self._lengths = self._likely_lengths(reached, least)
        self._values = self._pass(self._rule, self._best_pairs, greatest)
        self._ends = self._values[0, self._allowed, self._rule.target]
        self.best = float(self._ends.max(initial=-np.inf))

    def total(self) -> float:
        """The logarithm of the sum over all ways that satisfy the constraints."""
        sums = self._pass(self._rule, self._all_pairs, log_sum)[0, self._allowed, self._rule.target]
        return float(np.logaddexp.reduce(sums))

    def trace(self) -> tuple[tuple[int, int], ...]:
        """The best way, from left to right."""
        place, steps = 0, []
        length, residue = self._allowed.start + int(self._ends.argmax()), self._rule.target
        while place < self._places:
            edge, symbol, length, residue = self._step(place, length, residue)
            steps.append((edge, symbol))
            place = int(self._edges.ends[edge])
        return tuple(steps)

    def _pass(self, rule: _Rule, pairs: _Pairs, join: Join) -> NDArray[np.float64]:
        values = np.full((self._places + 1, self._longest + 2, rule.modulus), -np.inf)  # the first row: no length
        values[self._places, 1, 0] = 0.0
        nothing = self._edges.scores[:, NOTHING]
        for place in reversed(range(self._places)):
            leaving, (first, end) = self._leaving[place], self._lengths[place]
            skipped = values[self._edges.ends[leaving], first + 1 : end + 1] + nothing[leaving, np.newaxis, np.newaxis]
            chosen = pairs.of(place)
            after = values[self._edges.ends[pairs.edges[chosen]], first:end]
            read = _before(after, rule, first, pairs.digits[chosen]) + pairs.scores[chosen, np.newaxis, np.newaxis]
            values[place, first + 1 : end + 1] = join(np.concatenate([skipped, read]))
        return values[:, 1:]

    def _likely_lengths(self, reached: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
        """Of each place the fewest digits, and one more than the most, that may follow on a way worth `least`."""
        counted = _rule(Checksum.NONE, self._longest)
        following = self._pass(counted, _joined(self._edges, self._places, greatest), greatest)[:-1, :, 0]
        likely = following + reached[:-1, np.newaxis] >= least
        return [(int(row.argmax()), len(row) - int(row[::-1].argmax())) if row.any() else (0, 0) for row in likely]

    def _step(self, place: int, length: int, residue: int) -> tuple[int, int, int, int]:
        """The edge and symbol by which the best way leaves a place, and what is left of length and residue."""
        options = []
        for edge in self._leaving[place]:
            after, scores = self._values[self._edges.ends[edge]], self._edges.scores[edge]
            options.append((after[length, residue] + scores[NOTHING], edge, NOTHING, length, residue))
            for digit in range(10) if length else ():
                left = int((residue - self._rule.steps[length - 1, digit]) % self._rule.modulus)
                options.append((after[length - 1, left] + scores[digit], edge, digit, length - 1, left))
        _, edge, symbol, length, residue = max(options, key=lambda option: option[0])
        return int(edge), symbol, length, residue


def _before(after: NDArray[np.float64], rule: _Rule, first: int, digits: NDArray[np.intp]) -> NDArray[np.float64]:
    """(pairs, lengths, residues): the values after a digit each, seen from before it.

    The first length counts so many digits with it.
    """
    if rule.modulus == 1:
        return after
    positions = np.maximum(np.arange(first - 1, first - 1 + after.shape[1]), 0)
    steps = rule.steps[positions[np.newaxis], digits[:, np.newaxis]][:, :, np.newaxis]
    return np.take_along_axis(after, (np.arange(rule.modulus) - steps) % rule.modulus, axis=2)


def _joined(edges: Edges, places: int, join: Join) -> _Pairs:
    """Every edge once, all digits as one."""
    count = len(edges.starts)
    return _Pairs.made(edges, places, np.arange(count), np.zeros(count, np.intp), join(edges.scores[:, :NOTHING].T))


def _likely_pairs(
    edges: Edges, places: int, reached: NDArray[np.float64], left: NDArray[np.float64], least: float
) -> _Pairs:
    """What may be on a way that is worth `least`; the best ways to and from each place are `reached` and `left`."""
    scores = edges.scores[:, :NOTHING]
    beyond = reached[edges.starts] + left[edges.ends]
    chosen, digits = np.nonzero(beyond[:, np.newaxis] + scores >= least)
    return _Pairs.made(edges, places, chosen, digits, scores[chosen, digits])


def _reached(edges: Edges, places: int) -> NDArray[np.float64]:
    """(places + 1,): the best way from place 0 to each."""
    values = np.full(places + 1, -np.inf)
    values[0] = 0.0
    best = edges.scores.max(axis=1)
    for place, leaving in enumerate(by_start(edges, places)):
        np.maximum.at(values, edges.ends[leaving], values[place] + best[leaving])
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
