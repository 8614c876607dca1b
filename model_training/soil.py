"""What befalls pictures of digits on their way: grey grounds, specks, stray lines, blur, drops, negatives of bands."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Rng = np.random.Generator

_KERNEL = np.ones((2, 2), np.uint8)
_GRID = np.stack(np.meshgrid(np.arange(28.0), np.arange(28.0))).astype(np.float32)


def soil(ink: Frame, rng: Rng) -> Frame:
    """One of them, at random: uint8 (28, 28) to a new one."""
    return KINDS[rng.integers(len(KINDS))](ink, rng)


def _ground(ink: Frame, rng: Rng) -> Frame:
    """An even or cloudy grey behind the ink."""
    cloud = rng.normal(rng.uniform(0.0, 140.0), rng.uniform(0.0, 60.0), (5, 5)).astype(np.float32)
    light = np.clip(cv2.resize(cloud, (28, 28), interpolation=cv2.INTER_CUBIC), 0.0, 220.0)
    if rng.random() < 0.5:
        return np.asarray(np.clip(light + ink, 0, 255), dtype=np.uint8)
    return np.asarray(light + ink * (1.0 - light / 255.0), dtype=np.uint8)


def _noise(ink: Frame, rng: Rng) -> Frame:
    return np.clip(ink + rng.normal(0.0, rng.uniform(20.0, 110.0), ink.shape), 0, 255).astype(np.uint8)


def _specks(ink: Frame, rng: Rng) -> Frame:
    specks = rng.random(ink.shape) < rng.uniform(0.01, 0.22)
    return np.where(specks, rng.choice([0, 255], ink.shape), ink).astype(np.uint8)


def _lines(ink: Frame, rng: Rng) -> Frame:
    """A stray line, straight or jagged, thin or as wide as a pen."""
    corners = int(rng.integers(2, 9))
    places = rng.integers(0, 28, (corners, 2))
    if corners > 2:  # along the writing
        places = np.column_stack([np.linspace(0, 27, corners), rng.integers(0, 28) + rng.integers(-5, 6, corners)])
    line = np.zeros_like(ink)
    cv2.polylines(
        line, [places.astype(np.int32)], False, int(rng.integers(80, 256)), int(rng.integers(1, 3)), cv2.LINE_AA
    )
    return np.maximum(ink, line)


def _blurred(ink: Frame, rng: Rng) -> Frame:
    return np.asarray(cv2.GaussianBlur(ink, (11, 11), rng.uniform(0.8, 2.2)), dtype=np.uint8)


def _moved(ink: Frame, rng: Rng) -> Frame:
    """Drawn out along a line, as by a hand that is not still."""
    kernel, angle, reach = np.zeros((11, 11), np.uint8), rng.uniform(0.0, np.pi), rng.uniform(1.5, 4.0)
    step = np.array([np.cos(angle), np.sin(angle)]) * reach
    start, end = ((5 - step).round().astype(int).tolist(), (5 + step).round().astype(int).tolist())
    cv2.line(kernel, start, end, 1)
    return np.asarray(cv2.filter2D(ink, -1, kernel / float(kernel.sum())), dtype=np.uint8)


def _shaken(ink: Frame, rng: Rng) -> Frame:
    """Each pixel from a little way off, as through rough glass."""
    x, y = _GRID + rng.normal(0.0, rng.uniform(0.4, 1.2), (2, 28, 28)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(cv2.remap(ink, x, y, cv2.INTER_LINEAR), (3, 3), 0.7), dtype=np.uint8)


def _drops(ink: Frame, rng: Rng) -> Frame:
    """Spots of some grey that hide the ink."""
    spots = cv2.GaussianBlur(rng.normal(0.0, 1.0, (28, 28)), (7, 7), rng.uniform(1.0, 1.8))
    hidden = spots > np.quantile(spots, rng.uniform(0.75, 0.95))
    return np.where(hidden, rng.integers(0, 160), ink).astype(np.uint8)


def _bands(ink: Frame, rng: Rng) -> Frame:
    """Bands at the left and right as their negative."""
    left, right = rng.integers(0, 11, 2)
    turned = ink.copy()
    turned[:, :left] = 255 - turned[:, :left]
    turned[:, 28 - right :] = 255 - turned[:, 28 - right :]
    return turned


def _outlines(ink: Frame, rng: Rng) -> Frame:
    """Only the edges of the ink, crisp or soft."""
    smooth = cv2.GaussianBlur(ink, (7, 7), rng.uniform(0.6, 1.4))
    if rng.random() < 0.5:
        return np.asarray(cv2.Canny(smooth, 25, 50, L2gradient=True), dtype=np.uint8)
    return np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, _KERNEL), dtype=np.uint8)


KINDS: tuple[Callable[[Frame, Rng], Frame], ...] = (
    _ground,
    _noise,
    _specks,
    _lines,
    _blurred,
    _moved,
    _shaken,
    _drops,
    _bands,
    _outlines,
)
