"""Pictures to another size, as a small matrix per axis, or several where a side is long."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 256
"""Pixels of a side that are made by one matrix: a line of thousands would take one of a hundred megabytes."""


def resize(picture: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """float32 (h, w) to (height, width): linear when growing, a triangle as wide as needed when shrinking.

    The same size returns the same values; shrinking weighs every pixel, so thin lines fade and never vanish.
    """
    if picture.shape[0] != height:
        picture = np.concatenate([weights @ picture[own] for own, weights in _parts(picture.shape[0], height)])
    if picture.shape[1] != width:
        parts = [picture[:, own] @ weights.T for own, weights in _parts(picture.shape[1], width)]
        picture = np.concatenate(parts, axis=1)
    return picture


def _parts(old: int, new: int) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """The old pixels that so many new ones at once are made of, and their weights, (new, old); each row sums to 1."""
    scale = old / new
    reach = max(scale, 1.0)
    for start in range(0, new, _AT_ONCE):
        end = min(start + _AT_ONCE, new)
        own = slice(max(int(start * scale - reach), 0), min(int(end * scale + reach) + 1, old))
        centres = (np.arange(start, end) + 0.5) * scale - 0.5
        distance = np.abs(centres[:, np.newaxis] - np.arange(own.start, own.stop)) / reach
        weights = np.maximum(1.0 - distance, 0.0)
        yield own, np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


def soften(grey: NDArray[np.uint8], window: int) -> NDArray[np.uint8]:
    """Each pixel of a (h, w) picture as the mean of the window around it, an odd number of pixels a side."""
    if window == 1:
        return grey
    sums = np.pad(grey, window // 2, "edge").astype(np.float32)
    for axis in (0, 1):
        sums = np.lib.stride_tricks.sliding_window_view(sums, window, axis).sum(axis=-1)
    return np.asarray(np.rint(sums / window**2), dtype=np.uint8)
