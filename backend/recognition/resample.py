"""Pictures to another size, as one small matrix per axis."""

import numpy as np
from numpy.typing import NDArray


def resize(picture: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """float32 (h, w) to (height, width): linear when growing, a triangle as wide as needed when shrinking.

    The same size returns the same values; shrinking weighs every pixel, so thin lines fade and never vanish.
    """
    if picture.shape[0] != height:
        picture = _weights(picture.shape[0], height) @ picture
    if picture.shape[1] != width:
        picture = picture @ _weights(picture.shape[1], width).T
    return picture


def _weights(old: int, new: int) -> NDArray[np.float32]:
    """(new, old), each row summing to 1."""
    scale = old / new
    centres = (np.arange(new) + 0.5) * scale - 0.5
    distance = np.abs(centres[:, np.newaxis] - np.arange(old)) / max(scale, 1.0)
    weights = np.maximum(1.0 - distance, 0.0)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


def soften(grey: NDArray[np.uint8], window: int) -> NDArray[np.uint8]:
    """Each pixel of a (h, w) picture as the mean of the window around it, an odd number of pixels a side."""
    if window == 1:
        return grey
    sums = np.pad(grey, window // 2, "edge").astype(np.float32)
    for axis in (0, 1):
        sums = np.lib.stride_tricks.sliding_window_view(sums, window, axis).sum(axis=-1)
    return np.asarray(np.rint(sums / window**2), dtype=np.uint8)
