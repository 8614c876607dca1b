"""The four sides of a picture."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Value = TypeVar("_Value", bound=np.generic)


def sides(picture: NDArray[_Value]) -> tuple[NDArray[_Value], ...]:
    """The pixels along the upper, lower, left and right edge of a (h, w) picture; each corner is on two of them."""
    return picture[0], picture[-1], picture[:, 0], picture[:, -1]
