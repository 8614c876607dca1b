"""All ways to cut a line into digits, and the most probable one among those that a number may be.

A lattice has places 0 to n between the pieces of a line. An edge leads from one place to a later one: what lies between
is one digit, or nothing that is read. Every sum over paths is one pass over the edges from right to left, so that the
place of a digit, counted from the right as checksums count it, is known when it is added.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Checksum, Constraints

NOTHING = 10
"""The column of the scores that says: nothing to be read. Columns 0 to 9 are the digits."""

_IMPOSSIBLE = -18.0
"""Natural logarithm of how much less probable than the best way a way may be and still count as one."""

_NEGLIGIBLE = -14.0
"""The same for what still counts in a sum, beside the worst way that counts as one."""

_LOWEST = -1e300  # in place of the logarithm of nothing, which must not be taken from itself

Scores = NDArray[np.float64]
_Join = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Edges:
    """`starts` and `ends`: intp (m,) places; `scores`: (m, 11) logarithms, -inf for what cannot be; `large`: bool (m,),
    whether what lies between is of a digit's size.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    scores: Scores
    large: NDArray[np.bool_]


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """`steps`: intp (positions, 10), what a digit adds to the residue at a position from the right, 0 the last."""

    modulus: int
    target: int
    steps: NDArray[np.intp]


def decode(edges: Edges, places: int, constraints: Constraints) -> Way:
    """The most probable way from place 0 to the last that satisfies the constraints.

    Where none does that is probable at all, the most probable one of whatever length.
    """
    free = _Free(edges, places)
    wanted = Constraints(constraints.min_length, min(constraints.max_length, places), constraints.checksum)
    search = _Search(edges, places, wanted, free.best + _IMPOSSIBLE + _NEGLIGIBLE)
    satisfied = search.best > free.best + _IMPOSSIBLE
    steps, total = (search.trace(), search.total()) if satisfied else (free.trace(), free.total())
    way = Way(steps, 1.0, satisfied, free.nothing > free.best, total)
    share = np.exp(likelihood(edges, places, way.text) - way.total)
    return replace(way, probability=float(min(share, 1.0)))


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
        self._leaving = _leaving(edges, places)
        self._values = self._pass(_greatest)
        self.best, self.nothing = (float(value) for value in self._values[0])

    def total(self) -> float:
        """The logarithm of the sum over all ways with a digit."""
        return float(self._pass(_log_sum)[0, 0])

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

    def _pass(self, join: _Join) -> NDArray[np.float64]:
        digits, nothing = join(self._edges.scores[:, :NOTHING].T), self._edges.scores[:, NOTHING]
        values = np.full((self._places + 1, 2), -np.inf)
        values[self._places, 1] = 0.0
        for place, leaving in reversed(list(enumerate(self._leaving))):
            with_digit, without = values[self._edges.ends[leaving]].T
            read, skipped = digits[leaving], nothing[leaving]
            values[place, 0] = join(np.concatenate([with_digit + skipped, with_digit + read, without + read]))
            values[place, 1] = join(without + skipped)
        return values


class _Search:
    """The values of all places: (places, lengths, residues)."""

    def __init__(self, edges: Edges, places: int, constraints: Constraints, least: float) -> None:
        """Where residues count, ways worth less than `least` are left out: most lengths cannot be so far off."""
        self._edges = edges
        self._places = places
        self._allowed = slice(constraints.min_length, constraints.max_length + 1)
        self._longest = max(constraints.max_length, 0)
        self._rule = _rule(constraints.checksum, self._longest)
        self._leaving = _leaving(edges, places)
        self._lengths = [(0, self._longest + 1)] * places
        if self._rule.modulus > 1:
            self._lengths = self._likely_lengths(least)
        self._values = self._pass(self._rule, _greatest)
        self._ends = self._values[0, self._allowed, self._rule.target]
        self.best = float(self._ends.max(initial=-np.inf))

    def total(self) -> float:
        """The logarithm of the sum over all ways that satisfy the constraints."""
        sums = self._pass(self._rule, _log_sum)[0, self._allowed, self._rule.target]
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

    def _pass(self, rule: _Rule, join: _Join) -> NDArray[np.float64]:
        values = np.full((self._places + 1, self._longest + 2, rule.modulus), -np.inf)  # the first row: no length
        values[self._places, 1, 0] = 0.0
        scores = self._edges.scores
        digits = scores[:, :NOTHING] if rule.modulus > 1 else join(scores[:, :NOTHING].T)[:, np.newaxis]
        for place in reversed(range(self._places)):
            leaving, (first, end) = self._leaving[place], self._lengths[place]
            after = values[self._edges.ends[leaving], first : end + 1]
            skipped = after[:, 1:] + scores[leaving, NOTHING, np.newaxis, np.newaxis]
            read = _before(after[:, :-1], rule, first) + digits[leaving][:, :, np.newaxis, np.newaxis]
            values[place, first + 1 : end + 1] = join(np.concatenate([skipped, *np.moveaxis(read, 1, 0)]))
        return values[:, 1:]

    def _likely_lengths(self, least: float) -> list[tuple[int, int]]:
        """Of each place the fewest digits, and one more than the most, that may follow on a way worth `least`."""
        following = self._pass(_rule(Checksum.NONE, self._longest), _greatest)[: self._places, :, 0]
        likely = following + _reached(self._edges, self._places)[: self._places, np.newaxis] >= least
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


def _before(after: NDArray[np.float64], rule: _Rule, first: int) -> NDArray[np.float64]:
    """(edges, digits, lengths, residues): the values after a digit, (edges, lengths, residues), seen from before it.

    The first length counts so many digits with it. Where residues do not matter all digits are as one.
    """
    if rule.modulus == 1:
        return after[:, np.newaxis]
    lengths = np.arange(after.shape[1])
    steps = rule.steps[np.maximum(lengths + first - 1, 0)].T[:, :, np.newaxis]
    came_from = (np.arange(rule.modulus) - steps) % rule.modulus
    return np.asarray(after[:, lengths[:, np.newaxis], came_from])


def _reached(edges: Edges, places: int) -> NDArray[np.float64]:
    """(places + 1,): the best way from place 0 to each."""
    values = np.full(places + 1, -np.inf)
    values[0] = 0.0
    best = edges.scores.max(axis=1)
    for place, leaving in enumerate(_leaving(edges, places)):
        np.maximum.at(values, edges.ends[leaving], values[place] + best[leaving])
    return values


def _greatest(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along the first axis."""
    return np.asarray(values.max(axis=0, initial=-np.inf))


def _log_sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of the sum of exponentials along the first axis; in place of np.logaddexp it takes a fifth."""
    greatest = values.max(axis=0, initial=-np.inf)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(values - np.maximum(greatest, _LOWEST)).sum(axis=0)) + greatest)


def _to_text(edges: Edges, places: int, text: str, join: np.ufunc) -> NDArray[np.float64]:
    """(places + 1, digits + 1): what the ways from a place to the end are worth that read the last so many digits."""
    values = np.full((places + 1, len(text) + 1), -np.inf)
    values[places, 0] = 0.0
    backwards = [int(digit) for digit in reversed(text)]
    for place, leaving in reversed(list(enumerate(_leaving(edges, places)))):
        after, scores = values[edges.ends[leaving]], edges.scores[leaving]
        values[place] = join.reduce(after + scores[:, NOTHING, np.newaxis], axis=0)
        read = join.reduce(after[:, :-1] + scores[:, backwards], axis=0)
        values[place, 1:] = join(values[place, 1:], read)
    return values


def _leaving(edges: Edges, places: int) -> list[NDArray[np.intp]]:
    """The edges that leave each place."""
    order = np.argsort(edges.starts, kind="stable")
    return np.split(order, np.searchsorted(edges.starts[order], np.arange(1, places)))


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
