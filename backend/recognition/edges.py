"""A lattice: places in a line, and edges between them, each a digit or nothing that is read.

Places are numbered 0 to n between the pieces of a line. An edge leads from one place to a later one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOTHING = 10
"""The column of the scores that says: nothing to be read. Columns 0 to 9 are the digits."""

_LOWEST = -1e300  # in place of the logarithm of nothing, which must not be taken from itself

Scores = NDArray[np.float64]
Join = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Makes one of many along the first axis: the greatest, or the logarithm of the sum of exponentials."""


@dataclass(frozen=True, slots=True)
class Edges:
    """`starts` and `ends`: intp (m,) places; `scores`: (m, 11) logarithms, -inf for what cannot be; `large`: bool (m,),
    whether what lies between is of a digit's size.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    scores: Scores
    large: NDArray[np.bool_]


def by_start(edges: Edges, places: int) -> list[NDArray[np.intp]]:
    """The edges that leave each place."""
    order = np.argsort(edges.starts, kind="stable")
    return np.split(order, np.searchsorted(edges.starts[order], np.arange(1, places)))


def greatest(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along the first axis."""
    return np.asarray(values.max(axis=0, initial=-np.inf))


def log_sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of the sum of exponentials along the first axis; in place of np.logaddexp it takes a fifth."""
    greatest = values.max(axis=0, initial=-np.inf)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(values - np.maximum(greatest, _LOWEST)).sum(axis=0)) + greatest)
