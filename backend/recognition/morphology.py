"""The largest value in a window, and what is built of it. Windows have odd sides; outside is never looked at."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", np.uint8, np.bool_)


def dilate(picture: NDArray[Value], height: int, width: int) -> NDArray[Value]:
    """The largest value in the height x width window around each pixel of an (h, w) picture."""
    return _slide(_slide(picture, height // 2, axis=0), width // 2, axis=1)


def close(picture: NDArray[Value], height: int, width: int) -> NDArray[Value]:
    """Fills what is darker than all around it and narrower than the window; leaves edges where they are."""
    return ~dilate(~dilate(picture, height, width), height, width)


def open_(picture: NDArray[Value], height: int, width: int) -> NDArray[Value]:
    """Clears what is lighter than all around it and narrower than the window."""
    return ~close(~picture, height, width)


def thicken(picture: NDArray[np.float32], radius: float) -> NDArray[np.float32]:
    """Dilates by a disc, `radius` in pixels; a part of a pixel counts as much of the next ring as it covers."""
    reach = int(np.ceil(radius))
    padded = np.pad(picture, reach)
    result = padded.copy()
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            cover = np.float32(min(max(radius + 1.0 - np.hypot(row, column), 0.0), 1.0))
            if cover > 0:
                np.maximum(result, np.roll(padded, (row, column), (0, 1)) * cover, out=result)
    return result


def _slide(picture: NDArray[Value], radius: int, axis: int) -> NDArray[Value]:
    """The largest value within `radius` along an axis, in log2(radius) passes: each doubles the reach."""
    radius = min(radius, picture.shape[axis] - 1)
    result, reach = picture, 0
    while reach < radius:
        step = min(reach + 1, radius - reach)
        ahead = (slice(None),) * axis + (slice(step, None),)
        behind = (slice(None),) * axis + (slice(None, -step),)
        grown = result.copy()
        np.maximum(grown[ahead], result[behind], out=grown[ahead])
        np.maximum(grown[behind], result[ahead], out=grown[behind])
        result, reach = grown, reach + step
    return result
