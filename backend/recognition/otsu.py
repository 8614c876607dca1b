"""Parting values into two classes."""

import numpy as np
from numpy.typing import NDArray

_BINS = 256
_EDGES = np.arange(_BINS + 1, dtype=np.float32)
_GREYS = np.arange(256.0)
_PART = 1 << 16  # pixels that are counted at once: NumPy makes eight bytes of each


def otsu(values: NDArray[np.float32] | NDArray[np.uint8]) -> tuple[float, float]:
    """The threshold that best parts values into two classes (Otsu 1979), and the share of variance it explains.

    Flat values, under a grey level apart, have no classes: nothing lies below the threshold, 0 is explained.
    """
    low, high = float(values.min()), float(values.max())
    if high - low < 1.0:
        return low, 0.0
    edges = _EDGES * ((high - low) / _BINS) + low
    edges[-1] = high
    middles = (edges[:-1] + edges[1:]) / 2
    places, variance = _greys_below(values, edges) if values.dtype == np.uint8 else _below(values, edges)
    places[-1] = values.size
    counts, below = places[1:] - places[:-1], places[1:-1].astype(np.float64)
    above = values.size - below
    sums = np.cumsum(counts * middles)
    between = (sums[-1] * below / values.size - sums[:-1]) ** 2 / np.maximum(below * above, 1.0)
    best = int(np.argmax(between))
    return float(edges[best + 1]), float(between[best]) / max(variance, 1e-6)


def _below(values: NDArray[np.generic], edges: NDArray[np.float32]) -> tuple[NDArray[np.intp], float]:
    """How many values lie below each edge, and the variance of all.

    Counted by sorting: the same as np.histogram counts, in a fourth of the time where there are few.
    """
    return np.searchsorted(np.sort(values, axis=None), edges), float(values.var())


def _greys_below(grey: NDArray[np.generic], edges: NDArray[np.float32]) -> tuple[NDArray[np.intp], float]:
    """The same of uint8: counted as they are, in a tenth of the time."""
    flat = grey.ravel()
    parts = (flat[start : start + _PART] for start in range(0, flat.size, _PART))
    counts = np.sum([np.bincount(part, minlength=len(_GREYS)) for part in parts], axis=0)
    mean = float(counts @ _GREYS) / flat.size
    below = np.concatenate([[0], np.cumsum(counts)])
    return below[np.ceil(edges).astype(np.intp)], float(counts @ (_GREYS - mean) ** 2) / flat.size
