"""Which pieces of ink stand in one line, from left to right, and which line above which."""

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
"""(n, 4): left, top, right and bottom of each piece, y growing downwards."""

_TALL = 0.5  # of a digit's height: pieces that are lower are bars, dots and dirt, and only follow the others
_SHARED = 0.35  # of the lower one's height: so far neighbours in a line stand beside each other
_WIDEST_GAP = 3.0  # digits' heights between neighbours in a line; columns of a page stand farther apart
_NEAR = 1.0  # of a digit's height: how far off a low piece may lie from the line it belongs to


def digit_height(boxes: Boxes) -> float:
    """How tall most of the writing is: the median of the pieces' heights, tall ones counting the more."""
    heights = np.sort(boxes[:, 3] - boxes[:, 1])
    reached = np.cumsum(heights) >= heights.sum() / 2
    return float(heights[int(np.argmax(reached))])


def around(boxes: Boxes) -> NDArray[np.float64]:
    """(4,): the smallest box around all of them."""
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def lines(boxes: Boxes) -> list[list[int]]:
    """The indices of the pieces of each line, from left to right; lines from top to bottom, then from left to right.

    Pieces that are in no line, low ones far off, are left out.
    """
    height = digit_height(boxes)
    tall = np.flatnonzero(boxes[:, 3] - boxes[:, 1] >= _TALL * height)
    if not height:
        return [np.argsort(boxes[:, 0], kind="stable").tolist()]
    members = _chains(boxes[tall], height)
    found = [tall[chain] for chain in members]
    low = np.setdiff1d(np.arange(len(boxes)), tall)
    while len(low):  # small zeros at the end of a line follow one another
        nearest = _nearest_line(boxes, low, found, height)
        for piece, line in zip(low[nearest >= 0], nearest[nearest >= 0], strict=True):
            found[line] = np.append(found[line], piece)
        if (nearest < 0).all():
            break
        low = low[nearest < 0]
    middles = boxes[:, 0] + boxes[:, 2]
    ordered = [line[np.argsort(middles[line], kind="stable")] for line in found]
    return [line.tolist() for line in _from_the_top(ordered, boxes, height)]


def _chains(boxes: Boxes, height: float) -> list[NDArray[np.intp]]:
    """Joins each piece with the nearest one to its right that stands beside it; a slanted line is a chain, too."""
    left, top, right, bottom = boxes.T
    middle = (left + right) / 2
    shared = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    beside = shared >= _SHARED * np.minimum.outer(bottom - top, bottom - top)
    gap = np.maximum(left[np.newaxis] - right[:, np.newaxis], 0.0)
    after = (middle[np.newaxis] > middle[:, np.newaxis]) & beside & (gap <= _WIDEST_GAP * height)
    distance = np.where(after, middle[np.newaxis] - middle[:, np.newaxis], np.inf)
    label = np.arange(len(boxes))
    for one, other in _nearest_pairs(distance):
        label[label == label[other]] = label[one]
    return [np.flatnonzero(label == value) for value in np.unique(label)]


def _nearest_pairs(distance: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Each piece with the nearest to its right, and each with the nearest to its left."""
    if not len(distance):
        return []
    right, left = distance.argmin(axis=1), distance.argmin(axis=0)
    pairs = [(i, int(j)) for i, j in enumerate(right) if np.isfinite(distance[i, j])]
    return pairs + [(int(i), j) for j, i in enumerate(left) if np.isfinite(distance[i, j])]


def _nearest_line(
    boxes: Boxes, low: NDArray[np.intp], found: list[NDArray[np.intp]], height: float
) -> NDArray[np.intp]:
    """For each low piece the line that has the nearest other piece, or -1. (len(low),)"""
    owner = np.concatenate([np.full(len(line), index) for index, line in enumerate(found)])
    placed = boxes[np.concatenate(found)]
    pieces = boxes[low][:, np.newaxis]
    across = np.maximum(np.maximum(placed[:, 0] - pieces[..., 2], pieces[..., 0] - placed[:, 2]), 0.0)
    down = np.maximum(np.maximum(placed[:, 1] - pieces[..., 3], pieces[..., 1] - placed[:, 3]), 0.0)
    distance = across + 2.0 * down
    nearest = distance.argmin(axis=1)
    return np.where(distance.min(axis=1) <= _NEAR * height, owner[nearest], -1)


def _from_the_top(found: list[NDArray[np.intp]], boxes: Boxes, height: float) -> list[NDArray[np.intp]]:
    """Lines from top to bottom, those about as high on the page as the first of them from left to right."""
    middles = [float(np.median(boxes[line, 1] + boxes[line, 3])) / 2 for line in found]
    rows: list[list[int]] = []
    for index in sorted(range(len(found)), key=lambda index: middles[index]):
        if not rows or middles[index] - middles[rows[-1][0]] > height / 2:
            rows.append([])
        rows[-1].append(index)
    return [
        found[index] for row in rows for index in sorted(row, key=lambda index: float(boxes[found[index], 0].min()))
    ]
