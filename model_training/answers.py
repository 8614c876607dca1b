"""Which digit a row of probabilities names."""

import numpy as np
from numpy.typing import NDArray

NOTHING = -1
"""The answer to a picture on which nothing written was found: right for no label."""


def answers(probabilities: NDArray[np.float32]) -> NDArray[np.intp]:
    """(n, 10) to (n,): the most probable digit of each row; NOTHING for a row of zeros."""
    return np.where(probabilities.any(axis=1), probabilities.argmax(axis=1), NOTHING)
