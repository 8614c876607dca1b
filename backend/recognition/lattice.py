"""A lattice: places in a line, and edges between them, each a digit or nothing that is read.

Places are numbered 0 to n between the pieces of a line. An edge leads from one place to a later one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, starmap

import numpy as np
from numpy.typing import NDArray

NOTHING = 10
"""The column of the scores that says: nothing to be read. Columns 0 to 9 are the digits."""

WaySteps = tuple[tuple[int, int], ...]
"""A way: its edges with what each is read as, from left to right."""


@dataclass(frozen=True)
class Lattice:
    """Edges, in the order of the places that they leave; `places`: the number of the last place.

    `starts` and `ends`: intp (m,) places; `scores`: (m, 11) logarithms, -inf for what cannot be; `large`: bool (m,),
    whether what lies between is of a digit's size.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    scores: NDArray[np.float64]
    large: NDArray[np.bool_]
    places: int

    @cached_property
    def leaving(self) -> list[slice]:
        """The edges that leave each place."""
        bounds = np.searchsorted(self.starts, np.arange(self.places + 1)).tolist()
        return list(starmap(slice, pairwise(bounds)))

    def backwards(self) -> Iterator[tuple[int, slice]]:
        """Each place but the last, with the edges that leave it, from right to left."""
        return zip(reversed(range(self.places)), reversed(self.leaving), strict=True)

    @cached_property
    def best(self) -> NDArray[np.float64]:
        """(places + 1, 2): the logarithm of the best way from each place to the last with a digit, and without any."""
        digit, nothing = self.scores[:, :NOTHING].max(axis=1, initial=-np.inf), self.scores[:, NOTHING]
        never = np.full(len(digit), -np.inf)
        further = np.stack([np.maximum(digit, nothing), never, digit, nothing], axis=1).reshape(-1, 2, 2)
        values = np.full((self.places + 1, 2), -np.inf)
        values[self.places, 1] = 0.0
        for place, leaving in self.backwards():
            after = values[self.ends[leaving], :, np.newaxis] + further[leaving]
            values[place] = after.reshape(-1, 2).max(axis=0, initial=-np.inf)
        return values

    @cached_property
    def left(self) -> NDArray[np.float64]:
        """(places + 1,): the logarithm of the best way from each place to the last."""
        return np.asarray(self.best.max(axis=1))

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """(m, 11): what an edge with the best way from its end is worth beside the best way from its start.

        As no logarithms, 1 at most: so products along ways, and their sums, are of numbers that neither grow nor vanish
        while they count, and need no logarithms, which would take most of the time.
        """
        before = np.where(np.isfinite(self.left), self.left, 0.0)[self.starts]
        return np.asarray(np.exp(self.scores + (self.left[self.ends] - before)[:, np.newaxis]))
