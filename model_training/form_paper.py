"""Paper that forms are printed on, unevenly lit, with waves and rules, and writing on it as a scanner sees it."""

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Grey = NDArray[np.float64]

_FADED = 0.55  # of the ink's depth: print that is deeper hides it, for people, too


def on_form(writing: Grey, rng: np.random.Generator) -> Frame:
    """(h, w) writing, 0 paper to 1, in grey on paper with something printed on it, as a scanner sees it."""
    depth = rng.uniform(60.0, 170.0)
    paper = _paper(writing.shape, _FADED * depth, rng)
    grey = paper - writing * np.minimum(depth, paper - 10.0) + rng.normal(0.0, rng.uniform(1.0, 6.0), writing.shape)
    soft = cv2.GaussianBlur(grey, (5, 5), rng.uniform(0.3, 1.0))
    return np.rint(np.clip(soft, 0.0, 255.0)).astype(np.uint8)


def enlarged(strip: Frame, scale: float) -> Grey:
    """So many times as large, as a scanner has it, 0 paper to 1."""
    large = cv2.resize(strip, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large / 255.0)


def _paper(shape: tuple[int, ...], deepest: float, rng: np.random.Generator) -> Grey:
    """Unevenly lit, with what is printed on it no more than `deepest` grey levels darker than it."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width]
    light = (
        rng.uniform(150.0, 245.0)
        + rng.normal(0.0, 12.0) * (x / width - 0.5)
        + rng.normal(0.0, 8.0) * (y / height - 0.5)
    )
    printed = np.zeros(shape)
    if rng.random() < 0.7:
        printed = np.maximum(printed, rng.uniform(0.2, 1.0) * deepest * _waves(x, y, rng))
    if rng.random() < 0.4:
        level = int(height * rng.uniform(0.85, 0.98))
        printed[level : level + int(rng.integers(1, 4))] = rng.uniform(0.4, 1.0) * deepest
    return np.asarray(light - printed)


def _waves(x: NDArray[np.int64], y: NDArray[np.int64], rng: np.random.Generator) -> Grey:
    """Bundles of fine lines, 0 to 1; one or two of them."""
    found = np.zeros(x.shape)
    for _ in range(int(rng.integers(1, 3))):
        spacing, tilt = rng.uniform(4.0, 12.0), rng.normal(0.0, 0.5)
        bent = rng.uniform(0.0, 6.0) * np.sin(x / rng.uniform(8.0, 60.0) + rng.uniform(0.0, 6.3))
        found = np.maximum(found, np.cos(2 * np.pi * (y + tilt * x + bent) / spacing).clip(0.0) ** 2)
    return found
