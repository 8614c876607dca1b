"""How wide the pen was."""

import numpy as np
from numpy.typing import NDArray


def line_width(ink: NDArray[np.float32]) -> float:
    """Mean width of the lines in pixels: twice their area over the length of their outline (total variation)."""
    padded = np.zeros((ink.shape[0] + 2, ink.shape[1] + 2), np.float32)
    padded[1:-1, 1:-1] = ink
    here = padded[1:, 1:]
    variation = np.hypot(here - padded[:-1, 1:], here - padded[1:, :-1]).sum()
    return 2.0 * float(ink.sum()) / max(float(variation), 1e-6)
