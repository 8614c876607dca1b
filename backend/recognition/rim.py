"""What runs along the edge of a picture and is no writing: the desk beside a page, its shadow, a scanner's lid."""

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask, find_components
from backend.recognition.layout import digit_height
from backend.recognition.morphology import dilate
from backend.recognition.ruling import INK_LEVEL

_LONG = 0.3  # of a side of the picture: writing meets an edge with a stroke, and not along so much of it
_INNER = 0.8  # of the writing keeps off the edges of a picture that has a rim
_APART = 0.5  # of a digit's height: so far, at least. On a picture cut out tightly a digit may be all of an edge
_FRINGE = 5  # pixels: so wide is the window within which its soft edge lies


def find_rim(ink: NDArray[np.float32]) -> Mask:
    """The pieces of (h, w) ink, 0 to 1, that cover a long stretch of one of the picture's edges, and their fringe.

    Only where the writing keeps off the edges: then no part of it can be among them.
    """
    pieces = find_components(ink > INK_LEVEL)
    sides = (pieces.labels[0], pieces.labels[-1], pieces.labels[:, 0], pieces.labels[:, -1])
    long = np.zeros(len(pieces.areas), np.bool_)
    for side in sides:
        long |= np.bincount(side, minlength=len(long) + 1)[1:] >= _LONG * len(side)
    if not long.any() or not _keeps_off(pieces.boxes[~long], ink.shape):
        return np.zeros(ink.shape, np.bool_)
    return dilate(pieces.pick(long), _FRINGE, _FRINGE)


def _keeps_off(boxes: NDArray[np.intp], shape: tuple[int, ...]) -> bool:
    """Whether most of the writing, (n, 4) top, left, bottom, right, has paper between itself and every edge."""
    if not len(boxes):
        return False
    heights = boxes[:, 2] - boxes[:, 0]
    tall = heights >= digit_height(boxes[:, [1, 0, 3, 2]].astype(np.float64)) / 2
    margins = np.concatenate([boxes[:, :2], np.array(shape) - boxes[:, 2:]], axis=1).min(axis=1)
    return bool((margins >= _APART * heights)[tall].mean() >= _INNER)


def without_rim(grey: NDArray[np.uint8], rim: Mask) -> NDArray[np.uint8]:
    """A (h, w) picture whose rim is as light as most of the rest."""
    return np.where(rim, np.uint8(np.median(grey[~rim])), grey)
