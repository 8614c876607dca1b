"""What the network for lines says at each of its steps, as a lattice of the numbers that it may mean.

CTC (Graves et al. 2006): a path gives each step a symbol or BLANK; steps of one symbol in a row are one run, and the
runs, without the blanks between them, are the text. An edge of the lattice is a run with the blanks after it, and its
score the logarithm of the sum over all paths of that kind, so that every path belongs to one way through the lattice.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from backend.recognition.lattice import NOTHING, Lattice, WaySteps
from backend.recognition.line_network import BLANK, OTHER
from backend.recognition.ranges import in_ranges

_LIKELY = np.log(1e-3)  # a run begins where its symbol is as likely
_LEAST = -16.0  # natural logarithm of what an edge must be worth, as a share of the best one from its place
_STARTS = 512  # of runs, the likeliest of a line: a line has 64 digits
_NEXT = 64  # starts after its own before which a run may be over, or it lasts until the line's end
_BEFORE = 3  # symbols that may come right before a run, the likeliest: a line of noise has all of them everywhere
_MOST = 20  # edges of a run: more say nothing that matters, but take time where all is unclear

Steps = NDArray[np.float64]
"""(steps, SYMBOLS) logarithms of probabilities."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The lattice, and for each edge, (m,), the step where its run begins."""

    lattice: Lattice
    firsts: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Spot:
    """A digit on its line: the step at its middle, and (10,) how probable each digit is there."""

    step: float
    probabilities: NDArray[np.float64]


def runs(steps: Steps) -> Runs:
    """The lattice of a line. Its places: the line's start, then before each step at which a run may begin, and its end.

    A run that follows another without a blank is of another symbol: for it there is a place of its own.
    """
    likely = steps[:, : OTHER + 1].max(axis=1)
    starts = np.flatnonzero(likely > min(_LIKELY, likely.max() - 1e-9))  # somewhere a digit is read, if badly
    starts = np.sort(starts[np.argsort(-likely[starts], kind="stable")[:_STARTS]])
    places = _Places.before(steps, starts)
    sums = _Sums.of(steps, starts)
    rows = _rows(sums, places).best()
    parts = _leading(sums, places), _after_blanks(places, rows), _right_after(places, rows)
    begins, ends, scores, firsts = (np.concatenate(values) for values in zip(*parts, strict=True))
    order = np.argsort(begins, kind="stable")
    lattice = Lattice(begins[order], ends[order], scores[order], begins[order] > 0, places.end)
    return Runs(lattice, firsts[order])


def spots(steps: Steps, found: Runs, way: WaySteps) -> list[Spot]:
    """Each digit of a way, from left to right; none where it reads nothing."""
    read = [(int(found.firsts[edge]), symbol) for edge, symbol in way if symbol != NOTHING]
    if not read:
        return []
    bounds = [0]
    for (first, symbol), (following, _) in pairwise(read):
        bounds.append(_run_end(steps, first, following, symbol))
    ends = [first for first, _ in read[1:]] + [len(steps)]
    return [
        _spot(steps[min(bound, first) : end], symbol, min(bound, first))
        for (first, symbol), bound, end in zip(read, bounds, ends, strict=True)
    ]


class _Places(NamedTuple):
    """The places by number: 0 the line's start, then those before each of `starts`, and `end`.

    `after_blank`: (starts,) the place of each after a blank. The others are right after a run of another symbol: `runs`
    and `symbols`, (q,), which start each is before, in order, and after which symbol; `right_after`: the place.
    """

    starts: NDArray[np.intp]
    after_blank: NDArray[np.intp]
    runs: NDArray[np.intp]
    symbols: NDArray[np.intp]
    right_after: NDArray[np.intp]
    end: int

    @classmethod
    def before(cls, steps: Steps, starts: NDArray[np.intp]) -> Self:
        """Only symbols that are likely right before a step at which another one is."""
        here, previous = steps[starts, : OTHER + 1] > _LIKELY, steps[starts - 1, : OTHER + 1]
        others = here.sum(axis=1, keepdims=True) > here
        possible = np.where((previous > _LIKELY) & others & (starts > 0)[:, np.newaxis], previous, -np.inf)
        order = np.argsort(-possible, axis=1, kind="stable")[:, :_BEFORE]
        chosen = np.zeros_like(here)
        np.put_along_axis(chosen, order, np.take_along_axis(possible, order, axis=1) > -np.inf, axis=1)
        runs, symbols = np.nonzero(chosen)
        after_blank = 1 + np.arange(len(starts)) + np.searchsorted(runs, np.arange(len(starts)))
        right_after = 2 + np.arange(len(runs)) + runs
        return cls(starts, after_blank, runs, symbols, right_after, 1 + len(starts) + len(runs))


class _Rows(NamedTuple):
    """Edges as they are found: the run, by the index of its start, the place it leads to, and its scores."""

    begun: NDArray[np.intp]
    goals: NDArray[np.intp]
    scores: NDArray[np.float64]

    def best(self) -> Self:
        """Of each run the edges that are worth something beside its best one, and no more than so many."""
        worth = self.scores.max(axis=1)
        order = np.lexsort((-worth, self.begun))
        begun, worth = self.begun[order], worth[order]
        first = np.searchsorted(begun, begun)
        kept = (worth >= worth[first] + _LEAST) & (worth > -np.inf) & (np.arange(len(order)) - first < _MOST)
        return self._replace(begun=begun[kept], goals=self.goals[order[kept]], scores=self.scores[order[kept]])


class _Edges(NamedTuple):
    """The places that edges begin at and lead to, their scores, and the step where their run begins."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    scores: NDArray[np.float64]
    firsts: NDArray[np.intp]


class _Sums(NamedTuple):
    """Sums over the steps, of which the scores of all runs are differences.

    `starts`: where runs begin. `symbols`: (steps + 1, OTHER + 1), from the line's start until each step, and `blanks`:
    (steps + 1,). `stretches` and `inside`: (starts, OTHER + 1), the logarithm of the sum over each step, from a start
    to the next, with that one and without, at which a run from the line's start may be over and blanks begin.
    """

    starts: NDArray[np.intp]
    symbols: NDArray[np.float64]
    blanks: NDArray[np.float64]
    stretches: NDArray[np.float64]
    inside: NDArray[np.float64]

    @classmethod
    def of(cls, steps: Steps, starts: NDArray[np.intp]) -> Self:
        symbols, blanks = _running(steps)
        over = symbols - blanks[:, np.newaxis]
        over[-1] = -np.inf  # a run that is over at the line's end has no blank behind it
        inside = np.logaddexp.reduceat(over, np.ravel([starts, starts + 1], "F"), axis=0)[1::2]
        inside[:-1][np.diff(starts) == 1] = -np.inf
        return cls(starts, symbols, blanks, np.logaddexp.reduceat(over, starts, axis=0), inside)

    def until_starts(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Runs that go on until the next start, the one after it and so on, and those over before, blanks behind them.

        (next, starts, OTHER + 1) each, -inf where there is no such start.
        """
        starts = self.starts
        following = np.arange(len(starts)) + np.arange(1, min(len(starts), _NEXT + 1))[:, np.newaxis]
        known = np.minimum(following, len(starts) - 1)
        until, before = starts[known], self.symbols[starts]
        endings = self.stretches[known - 1]
        endings[:1] = self.inside
        ended = np.logaddexp.accumulate(endings, axis=0) + (self.blanks[until][:, :, np.newaxis] - before)
        none = (following > known)[:, :, np.newaxis]
        return np.where(none, -np.inf, self.symbols[until] - before), np.where(none, -np.inf, ended)

    def until_end(self) -> NDArray[np.float64]:
        """(starts, OTHER + 1): runs until the line's end, with blanks behind them or without."""
        before = self.symbols[self.starts]
        later = np.logaddexp.accumulate(self.stretches[::-1], axis=0)[::-1]
        ended = self.inside.copy()
        ended[:-1] = np.logaddexp(ended[:-1], later[1:])
        return np.asarray(np.logaddexp(self.symbols[-1] - before, ended + self.blanks[-1] - before))


def _rows(sums: _Sums, places: _Places) -> _Rows:
    """Runs that are over before a step where another begins, with blanks behind them or without, or at the line's end.

    Those are left out that are worth hardly anything beside what they once were.
    """
    open_, ended = sums.until_starts()
    worth = np.maximum(open_, ended).max(axis=2)
    alive = (worth >= np.maximum.accumulate(worth, axis=0) + _LEAST) & (worth > -np.inf)
    ahead, begun = np.nonzero(alive)
    following = begun + ahead + 1
    with_blanks = _Rows(begun, places.after_blank[following], ended[ahead, begun])
    row, pair = _each(places.runs, following)
    symbol = places.symbols[pair]
    alone = np.full((len(row), OTHER + 1), -np.inf)
    alone[np.arange(len(row)), symbol] = open_[ahead[row], begun[row], symbol]
    without = _Rows(begun[row], places.right_after[pair], alone)
    number = np.arange(len(places.starts))
    last = _Rows(number, np.full_like(number, places.end), sums.until_end())
    return _Rows(*(np.concatenate(values) for values in zip(with_blanks, without, last, strict=True)))


def _leading(sums: _Sums, places: _Places) -> _Edges:
    """The blanks at the line's start."""
    blanks = np.append(sums.blanks[sums.starts], sums.blanks[-1])
    near = np.flatnonzero(blanks >= blanks[0] + _LEAST)
    scores = np.full((len(near), NOTHING + 1), -np.inf)
    scores[:, NOTHING] = blanks[near]
    start = np.zeros(len(near), np.intp)
    return _Edges(start, np.append(places.after_blank, places.end)[near], scores, start)


def _after_blanks(places: _Places, rows: _Rows) -> _Edges:
    return _Edges(places.after_blank[rows.begun], rows.goals, rows.scores, places.starts[rows.begun])


def _right_after(places: _Places, rows: _Rows) -> _Edges:
    """The same runs where they follow another one without a blank; they are of another symbol."""
    pair, row = _each(rows.begun, places.runs)
    scores = rows.scores[row]
    scores[np.arange(len(row)), places.symbols[pair]] = -np.inf
    return _Edges(places.right_after[pair], rows.goals[row], scores, places.starts[places.runs[pair]])


def _each(values: NDArray[np.intp], wanted: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Each pair of one that is wanted and an equal one of the values, which are in order: their indices."""
    return in_ranges(np.searchsorted(values, wanted), np.searchsorted(values, wanted, side="right"))


def _running(steps: Steps) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(steps + 1, OTHER + 1) and (steps + 1,): what each symbol and the blank are worth from the start to each step."""
    sums = np.zeros((len(steps) + 1, steps.shape[1]))
    np.cumsum(steps, axis=0, out=sums[1:])
    return sums[:, : OTHER + 1], sums[:, BLANK]


def _run_end(steps: Steps, first: int, following: int, symbol: int) -> int:
    """The step after the last one, before the next digit's run, that is rather the symbol than a blank."""
    inside = np.flatnonzero(steps[first:following, symbol] >= steps[first:following, BLANK])
    return int(first + (inside[-1] if len(inside) else 0) + 1)


def _spot(window: Steps, symbol: int, start: int) -> Spot:
    """What is between two digits' runs, from a step on, read as one run of each digit."""
    scores = _one_run(window)
    others = np.logaddexp(scores[OTHER], window[:, BLANK].sum())
    total = np.logaddexp(np.logaddexp.reduce(scores[:OTHER]), others)
    share = np.exp(window[:, symbol])
    middle = float(share @ (np.arange(len(window)) + 0.5) / share.sum()) + start
    return Spot(middle, np.exp(scores[:OTHER] - total))


def _one_run(window: Steps) -> NDArray[np.float64]:
    """(OTHER + 1,) logarithms of the sum over all paths that are one run of the symbol, blanks around it."""
    symbols, blanks = _running(window)
    over = symbols - blanks[:, np.newaxis]
    begun = np.logaddexp.accumulate(-over[:-1], axis=0)
    return np.asarray(np.logaddexp.reduce(begun + over[1:], axis=0) + blanks[-1])
