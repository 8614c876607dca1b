"""Many small pictures as one."""

import numpy as np
from numpy.typing import NDArray

GAP = 2
"""Pixels between them."""


def mosaic(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(rows, columns, h, w) light on black as one picture, dark on white."""
    rows, columns, height, width = frames.shape
    page = np.zeros((rows, columns, height + GAP, width + GAP), np.uint8)
    page[:, :, :height, :width] = frames
    whole = page.swapaxes(1, 2).reshape(rows * (height + GAP), columns * (width + GAP))
    return np.asarray(255 - whole[:-GAP, :-GAP])
