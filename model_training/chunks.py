"""Many frames, a bearable number at a time."""

import numpy as np
from numpy.typing import NDArray


def chunks(frames: NDArray[np.uint8], size: int) -> list[NDArray[np.uint8]]:
    """All frames in their order, `size` at a time; the last part may be smaller."""
    return [frames[start : start + size] for start in range(0, len(frames), size)]
