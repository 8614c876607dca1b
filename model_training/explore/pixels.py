"""The pixels of a data set: which grey levels they have, and where they vary."""

import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]


def levels(frames: Frames) -> NDArray[np.float64]:
    """(256,): the share of pixels with each grey level."""
    return np.bincount(frames.ravel(), minlength=256) / frames.size


def mean_and_variance(frames: Frames) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(28, 28) each, in grey levels and their squares: of each pixel over all images."""
    mean = frames.mean(axis=0, dtype=np.float64)
    square = np.einsum("nij,nij->ij", frames, frames, dtype=np.float64) / len(frames)
    return mean, np.maximum(square - mean**2, 0.0)


def ink(frames: Frames) -> NDArray[np.float32]:
    """(n,), 0 to 255: the mean grey level of each image."""
    return np.asarray(frames.mean(axis=(1, 2), dtype=np.float32))


def constant(frames: Frames) -> int:
    """How many of the 784 pixels have one grey level in all images."""
    return int(np.count_nonzero((frames == frames[0]).all(axis=0)))
