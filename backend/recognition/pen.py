"""How wide the pen was."""

import numpy as np
from numpy.typing import NDArray


def line_width(ink: NDArray[np.float32]) -> float:
    """Mean width of the lines in pixels: twice their area over the length of their outline (total variation)."""
    padded = np.pad(ink, 1)
    variation = np.hypot(np.diff(padded, axis=0)[:, 1:], np.diff(padded, axis=1)[1:]).sum()
    return 2.0 * float(ink.sum()) / max(float(variation), 1e-6)
