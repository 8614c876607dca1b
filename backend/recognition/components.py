"""Connected components: the separate pieces of ink in a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.ranges import in_ranges

Mask = NDArray[np.bool_]
Labels = NDArray[np.int32]

_FEW = 300  # runs; a digit cut out has a few dozen


@dataclass(frozen=True, slots=True)
class Components:
    """`labels`: int32 (h, w), 0 paper, 1 to n the pieces. `areas`: (n,) pixels.

    `boxes`: (n, 4) top, left, bottom, right, the last two one past the end.
    """

    labels: Labels
    areas: NDArray[np.intp]
    boxes: NDArray[np.intp]

    def pick(self, wanted: Mask) -> Mask:
        """(n,) choices to the (h, w) mask of the chosen pieces."""
        chosen: Mask = self.labels != 0
        chosen[chosen] = wanted[self.labels[chosen] - 1]  # by ink alone: an index for each pixel takes eight bytes
        return chosen


def find_components(mask: Mask) -> Components:
    """The 8-connected pieces of a (h, w) mask, numbered from top to bottom.

    Works on runs (the stretches of ink in a row), not pixels: as many array operations whatever the picture holds,
    but for the rounds of `_join_many`, whose number grows as the logarithm of the longest chain of runs.
    """
    starts, ends = _runs(mask)
    stride = mask.shape[1] + 1
    lower, upper = _touching(starts, ends, stride)
    piece, count = (_join_few if len(starts) <= _FEW else _join_many)(len(starts), lower, upper)
    rows = starts // stride
    starts, ends = starts - rows * stride, ends - rows * stride
    labels = np.zeros(mask.shape, np.int32)
    labels[mask] = np.repeat(piece + 1, ends - starts)
    boxes = np.empty((count, 4), np.intp)
    boxes[:, :2], boxes[:, 2:] = np.iinfo(np.intp).max, 0
    for column, values, keep in ((0, rows, np.minimum), (1, starts, np.minimum), (2, rows + 1, np.maximum)):
        keep.at(boxes[:, column], piece, values)
    np.maximum.at(boxes[:, 3], piece, ends)
    return Components(labels, np.bincount(piece, ends - starts, count).astype(np.intp), boxes)


def _runs(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each run starts and ends, in reading order, as if a column of paper followed each row."""
    height, width = mask.shape
    line = np.zeros(height * (width + 1) + 1, np.bool_)
    line[1:].reshape(height, width + 1)[:, :width] = mask
    edges = np.flatnonzero(line[1:] != line[:-1])
    return edges[::2], edges[1::2]


def _touching(
    starts: NDArray[np.intp], ends: NDArray[np.intp], stride: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of runs that touch, corners included: each run with those of the row above that it overlaps."""
    first = np.searchsorted(ends, starts - stride)  # ends at or after its start
    last = np.searchsorted(starts, ends - stride, side="right")
    return in_ranges(first, last)


def _join_few(count: int, lower: NDArray[np.intp], upper: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    """The piece of each run, and how many pieces there are. Runs are joined one by one: plain Python, as few are faster
    joined so than with arrays."""
    root = list(range(count))
    for one, other in zip(lower.tolist(), upper.tolist(), strict=True):
        a, b = _root(root, one), _root(root, other)
        root[max(a, b)] = min(a, b)
    piece: list[int] = []
    pieces = 0
    for run, parent in enumerate(root):
        piece.append(pieces if parent == run else piece[parent])
        pieces += parent == run
    return np.array(piece, np.intp), pieces


def _root(root: list[int], run: int) -> int:
    while root[run] != run:
        root[run] = run = root[root[run]]
    return run


def _join_many(count: int, lower: NDArray[np.intp], upper: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    """The same with arrays: hook the larger root to the smaller, then shorten the chains."""
    root = np.arange(count)
    while True:
        a, b = root[lower], root[upper]
        if np.array_equal(a, b):
            break
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(root, root[root]):
            root = root[root]
    _, piece = np.unique(root, return_inverse=True)
    return piece, int(piece.max()) + 1 if count else 0
