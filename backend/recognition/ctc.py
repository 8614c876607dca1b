"""What the network for lines says at each of its steps, as a lattice of the numbers that it may mean.

CTC (Graves et al. 2006): a path gives each step a symbol or BLANK; steps of one symbol in a row are one run, and the
runs, without the blanks between them, are the text. An edge of the lattice is a run with the blanks after it, and its
score the logarithm of the sum over all paths of that kind, so that every path belongs to one way through the lattice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.recognition.edges import NOTHING, Edges
from backend.recognition.line_network import BLANK, OTHER

_LIKELY = np.log(1e-3)  # a run begins where its symbol is as likely
_LEAST = -16.0  # natural logarithm of what an edge must be worth, as a share of the best one from its place
_STARTS = 512  # of runs, the likeliest of a line: a line has 64 digits
_BEFORE = 3  # symbols that may come right before a run, the likeliest: a line of noise has all of them everywhere
_MOST = 20  # edges of a run: more say nothing that matters, but take time where all is unclear

Steps = NDArray[np.float64]
"""(steps, SYMBOLS) logarithms of probabilities."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The lattice, and for each edge, (m,), the step where its run begins."""

    edges: Edges
    places: int
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
    places = _Places(steps, starts)
    rows = _Rows(len(starts))
    open_, ended = np.full((2, len(starts), OTHER + 1), -np.inf)  # runs that go on, and those with blanks behind them
    begun = 0
    for step in range(len(steps)):
        starting = begun < len(starts) and starts[begun] == step
        if starting:
            rows.arrive(places, step, open_[:begun], ended[:begun])
        ended[:begun] = np.logaddexp(ended[:begun], open_[:begun]) + steps[step, BLANK]
        open_[:begun] += steps[step, : OTHER + 1]
        if starting:
            open_[begun] = steps[step, : OTHER + 1]
            begun += 1
    rows.add(np.arange(len(starts)), places.end, np.logaddexp(open_, ended))
    return _lattice(steps, places, rows)


def spots(steps: Steps, lattice: Runs, way: Sequence[tuple[int, int]]) -> list[Spot]:
    """Each digit of a way's steps, from left to right; none where it reads nothing."""
    read = [(edge, symbol) for edge, symbol in way if symbol != NOTHING]
    if not read:
        return []
    bounds = [0]
    for (edge, symbol), (following, _) in pairwise(read):
        bounds.append(_run_end(steps, lattice.firsts[edge], lattice.firsts[following], symbol))
    ends = [int(lattice.firsts[edge]) for edge, _ in read[1:]] + [len(steps)]
    return [
        _spot(steps, bound, end, symbol, int(lattice.firsts[edge]))
        for (edge, symbol), bound, end in zip(read, bounds, ends, strict=True)
    ]


class _Places:
    """The places by number: 0 the line's start, then those before each of `starts`, and `end`."""

    def __init__(self, steps: Steps, starts: NDArray[np.intp]) -> None:
        """`after_blank`: (starts,) the place of each; `right_after`: step to the places after a run of each symbol."""
        self.starts = starts
        self.after_blank = np.zeros(len(starts), np.intp)
        self.right_after: dict[int, dict[int, int]] = {}
        count = 1
        for index, step in enumerate(starts.tolist()):
            symbols = _without_a_blank(steps, step)
            self.after_blank[index] = count
            self.right_after[step] = {symbol: count + 1 + number for number, symbol in enumerate(symbols)}
            count += 1 + len(symbols)
        self.end = count


class _Rows:
    """Edges as they are found: the run, by the index of its start, the place it leads to, and its scores."""

    def __init__(self, starts: int) -> None:
        self._worth = np.full(starts, -np.inf)  # of each run, when it first may have been over
        self._found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]] = []

    def arrive(self, places: _Places, step: int, open_: NDArray[np.float64], ended: NDArray[np.float64]) -> None:
        """Runs that are over before a step where another begins: with blanks behind them, or without.

        Those are left out that are worth hardly anything beside what they once were.
        """
        worth = np.maximum(open_, ended).max(axis=1)
        self._worth[: len(worth)] = np.maximum(self._worth[: len(worth)], worth)
        alive = np.flatnonzero(worth >= self._worth[: len(worth)] + _LEAST)
        self.add(alive, int(places.after_blank[len(worth)]), ended[alive])
        for symbol, place in places.right_after[step].items():
            alone = np.full((len(alive), OTHER + 1), -np.inf)
            alone[:, symbol] = open_[alive, symbol]
            self.add(alive, place, alone)

    def add(self, begun: NDArray[np.intp], place: int, scores: NDArray[np.float64]) -> None:
        self._found.append((begun, np.full(len(begun), place), scores))

    def best(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
        """Of each run the edges that are worth something beside its best one, and no more than so many."""
        begun, goals, scores = (np.concatenate(parts) for parts in zip(*self._found, strict=True))
        worth = scores.max(axis=1)
        order = np.lexsort((-worth, begun))
        first = np.searchsorted(begun[order], begun[order])
        rank = np.arange(len(order)) - first
        kept = order[(worth[order] >= worth[order][first] + _LEAST) & (worth[order] > -np.inf) & (rank < _MOST)]
        return begun[kept], goals[kept], scores[kept]


def _lattice(steps: Steps, places: _Places, rows: _Rows) -> Runs:
    """The blanks at the line's start, and the runs, from each place where they may begin."""
    blanks = np.concatenate(([0.0], np.cumsum(steps[:, BLANK])))[[*places.starts, len(steps)]]
    leading = np.full((len(blanks), NOTHING + 1), -np.inf)
    leading[:, NOTHING] = blanks
    near = np.flatnonzero(blanks >= blanks[0] + _LEAST)
    begun, goals, scores = rows.best()
    starts = [np.zeros(len(near), np.intp), places.after_blank[begun]]
    ends = [np.append(places.after_blank, places.end)[near], goals]
    all_scores, firsts = [leading[near], scores], [np.zeros(len(near), np.intp), places.starts[begun]]
    for index, step in enumerate(places.starts.tolist()):
        for symbol, place in places.right_after[step].items():
            own = begun == index
            other = scores[own].copy()
            other[:, symbol] = -np.inf
            starts.append(np.full(len(other), place))
            ends.append(goals[own])
            all_scores.append(other)
            firsts.append(np.full(len(other), step))
    begins = np.concatenate(starts)
    edges = Edges(begins, np.concatenate(ends), np.concatenate(all_scores), large=begins > 0)
    return Runs(edges, places.end, np.concatenate(firsts))


def _without_a_blank(steps: Steps, start: int) -> list[int]:
    """Symbols that are likely right before a step at which another one is."""
    if not start:
        return []
    here = steps[start, : OTHER + 1] > _LIKELY
    before = steps[start - 1, : OTHER + 1]
    likely = [int(symbol) for symbol in np.flatnonzero(before > _LIKELY) if here.sum() > here[symbol]]
    return sorted(sorted(likely, key=lambda symbol: -before[symbol])[:_BEFORE])


def _run_end(steps: Steps, first: int, following: int, symbol: int) -> int:
    """The step after the last one, before the next digit's run, that is rather the symbol than a blank."""
    inside = np.flatnonzero(steps[first:following, symbol] >= steps[first:following, BLANK])
    return int(first + (inside[-1] if len(inside) else 0) + 1)


def _spot(steps: Steps, start: int, end: int, symbol: int, first: int) -> Spot:
    """What is between two digits' runs, read as one run of each digit."""
    window = steps[min(start, first) : end]
    scores = _one_run(window)
    others = np.logaddexp(scores[OTHER], window[:, BLANK].sum())
    total = np.logaddexp(np.logaddexp.reduce(scores[:OTHER]), others)
    share = np.exp(window[:, symbol])
    middle = float(np.average(np.arange(len(window)) + 0.5, weights=share)) + min(start, first)
    return Spot(middle, np.exp(scores[:OTHER] - total))


def _one_run(window: Steps) -> NDArray[np.float64]:
    """(OTHER + 1,) logarithms of the sum over all paths that are one run of the symbol, blanks around it."""
    open_, ended = np.full((2, OTHER + 1), -np.inf)
    blanks = 0.0
    for step in window:
        ended = np.logaddexp(ended, open_) + step[BLANK]
        open_ = np.logaddexp(open_, blanks) + step[: OTHER + 1]
        blanks += step[BLANK]
    return np.asarray(np.logaddexp(open_, ended))
