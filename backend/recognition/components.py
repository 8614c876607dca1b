"""Connected components: the separate pieces of ink in a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Components:
    """`labels`: intp (h, w), 0 paper, 1 to n the pieces. `areas`: (n,) pixels.

    `boxes`: (n, 4) top, left, bottom, right, the last two one past the end.
    """

    labels: NDArray[np.intp]
    areas: NDArray[np.intp]
    boxes: NDArray[np.intp]

    def pick(self, wanted: Mask) -> Mask:
        """(n,) choices to the (h, w) mask of the chosen pieces."""
        return np.asarray(np.concatenate(([False], wanted))[self.labels])


def find_components(mask: Mask) -> Components:
    """The 8-connected pieces of a (h, w) mask, numbered from top to bottom.

    Works on runs (the stretches of ink in a row), not pixels: as many array operations whatever the picture holds,
    but for the rounds of `_roots`, whose number grows as the logarithm of the longest chain of runs.
    """
    rows, starts, ends = _runs(mask)
    roots = _roots(len(rows), *_touching(rows, starts, ends, mask.shape[1]))
    _, piece = np.unique(roots, return_inverse=True)
    count = int(piece.max()) + 1 if len(piece) else 0
    labels = np.zeros(mask.shape, np.intp)
    labels[mask] = np.repeat(piece + 1, ends - starts)
    boxes = np.empty((count, 4), np.intp)
    boxes[:, :2], boxes[:, 2:] = np.iinfo(np.intp).max, 0
    for column, values, keep in ((0, rows, np.minimum), (1, starts, np.minimum), (2, rows + 1, np.maximum)):
        keep.at(boxes[:, column], piece, values)
    np.maximum.at(boxes[:, 3], piece, ends)
    return Components(labels, np.bincount(piece, ends - starts, count).astype(np.intp), boxes)


def _runs(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, first column and end column of each run, in reading order."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    return rows, starts, np.nonzero(edges == -1)[1]


def _touching(
    rows: NDArray[np.intp], starts: NDArray[np.intp], ends: NDArray[np.intp], width: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of runs that touch, corners included: each run with those of the row above that it overlaps."""
    stride = width + 2
    first = np.searchsorted(rows * stride + ends, (rows - 1) * stride + starts)  # ends at or after its start
    last = np.searchsorted(rows * stride + starts, (rows - 1) * stride + ends, side="right")
    counts = np.maximum(last - first, 0)
    lower = np.repeat(np.arange(len(rows)), counts)
    upper = np.arange(len(lower)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    return lower, upper


def _roots(count: int, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.intp]:
    """The smallest member of each run's piece: hook the larger root to the smaller, then shorten the chains."""
    root = np.arange(count)
    while True:
        a, b = root[one], root[other]
        if np.array_equal(a, b):
            return root
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(root, root[root]):
            root = root[root]
