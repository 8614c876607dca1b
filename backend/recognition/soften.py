"""Pictures softened."""

import numpy as np
from numpy.typing import NDArray


def soften(grey: NDArray[np.uint8], window: int) -> NDArray[np.uint8]:
    """Each pixel of a (h, w) picture as the mean of the window around it, an odd number of pixels a side."""
    if window == 1:
        return grey
    sums = np.pad(grey, window // 2, "edge").astype(np.float32)
    for axis in (0, 1):
        sums = np.lib.stride_tricks.sliding_window_view(sums, window, axis).sum(axis=-1)
    return np.asarray(np.rint(sums / window**2), dtype=np.uint8)
