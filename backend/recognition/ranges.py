"""Ranges of indices, several at once."""

import numpy as np
from numpy.typing import NDArray


def in_ranges(first: NDArray[np.intp], end: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All indices from `first` to before `end`, (n,) each, range after range: which range each is of, and the index.

    A range that ends before it begins has none.
    """
    counts = np.maximum(end - first, 0)
    which = np.repeat(np.arange(len(first)), counts)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts - first, counts)
