"""What runs along the edge of a picture and is no writing: the desk beside a page, its shadow, a scanner's lid."""

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask, find_components
from backend.recognition.morphology import dilate
from backend.recognition.ruling import INK_LEVEL

_LONG = 0.3  # of a side of the picture: writing meets an edge with a stroke, and not along so much of it
_FRINGE = 5  # pixels: so wide is the window within which its soft edge lies


def find_rim(ink: NDArray[np.float32]) -> Mask:
    """The pieces of (h, w) ink, 0 to 1, that cover a long stretch of one of the picture's edges, and their fringe."""
    pieces = find_components(ink > INK_LEVEL)
    sides = (pieces.labels[0], pieces.labels[-1], pieces.labels[:, 0], pieces.labels[:, -1])
    long = np.zeros(len(pieces.areas), np.bool_)
    for side in sides:
        long |= np.bincount(side, minlength=len(long) + 1)[1:] >= _LONG * len(side)
    if not long.any():
        return np.zeros(ink.shape, np.bool_)
    return dilate(pieces.pick(long), _FRINGE, _FRINGE)


def without_rim(grey: NDArray[np.uint8], rim: Mask) -> NDArray[np.uint8]:
    """A (h, w) picture whose rim is as light as most of the rest."""
    return np.where(rim, np.uint8(np.median(grey[~rim])), grey)
