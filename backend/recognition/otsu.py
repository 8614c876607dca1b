"""Parting values into two classes."""

import numpy as np
from numpy.typing import NDArray

_BINS = 256
_EDGES = np.arange(_BINS + 1, dtype=np.float32)


def otsu(values: NDArray[np.float32]) -> tuple[float, float]:
    """The threshold that best parts values into two classes (Otsu 1979), and the share of variance it explains.

    Flat values, under a grey level apart, have no classes: nothing lies below the threshold, 0 is explained.
    """
    low, high = values.min(), values.max()
    if high - low < 1.0:
        return float(low), 0.0
    edges = _EDGES * ((high - low) / _BINS) + low
    edges[-1] = high
    middles = (edges[:-1] + edges[1:]) / 2
    # Counted by sorting: the same as np.histogram counts, in a fourth of the time where there are few.
    places = np.searchsorted(np.sort(values, axis=None), edges)
    places[-1] = values.size
    counts, below = places[1:] - places[:-1], places[1:-1].astype(np.float64)
    above = values.size - below
    sums = np.cumsum(counts * middles)
    between = (sums[-1] * below / values.size - sums[:-1]) ** 2 / np.maximum(below * above, 1.0)
    best = int(np.argmax(between))
    return float(edges[best + 1]), float(between[best]) / max(float(values.var()), 1e-6)
