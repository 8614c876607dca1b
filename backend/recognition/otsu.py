"""Parting values into two classes."""

import numpy as np
from numpy.typing import NDArray


def otsu(values: NDArray[np.float32]) -> tuple[float, float]:
    """The threshold that best parts values into two classes (Otsu 1979), and the share of variance it explains.

    Flat values, under a grey level apart, have no classes: nothing lies below the threshold, 0 is explained.
    """
    if np.ptp(values) < 1.0:
        return float(values.min()), 0.0
    counts, edges = np.histogram(values, 256)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1].astype(np.float64)
    above = values.size - below
    sums = np.cumsum(counts * middles)
    between = (sums[-1] * below / values.size - sums[:-1]) ** 2 / np.maximum(below * above, 1.0)
    best = int(np.argmax(between))
    return float(edges[best + 1]), float(between[best]) / max(float(values.var()), 1e-6)
