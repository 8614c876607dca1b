"""What befalls pictures: the 15 corruptions of MNIST-C (Mu & Gilmer 2019) at its severities, Gaussian noise and blur.

Written anew, for whole arrays, so the frames are like MNIST-C's and not the same. One thing is not alike: there the
digit under a zigzag is in black and white.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

SEED = 20

Ink = NDArray[np.float32]
"""Frames as shares of full ink: float32 (n, 28, 28), 0 to 1."""

Corruption = Callable[[Ink, np.random.Generator], NDArray[np.floating]]
"""What it answers may leave 0 to 1, and is cut there."""

_MIDDLE = 13.5
_COLUMNS = np.arange(28.0)
_MAP = 256  # pixels a side of a fog


def corrupt(frames: NDArray[np.uint8], name: str) -> NDArray[np.uint8]:
    """uint8 (n, 28, 28) frames under one of CORRUPTIONS, the same ones every time."""
    rng = np.random.default_rng([SEED, list(CORRUPTIONS).index(name)])
    corrupted = CORRUPTIONS[name]((frames / np.float32(255)).astype(np.float32), rng)
    return np.round(np.clip(corrupted, 0.0, 1.0) * 255).astype(np.uint8)


def _gaussian_noise(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    return ink + rng.normal(0.0, 0.38, ink.shape)


def _shot_noise(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    return rng.poisson(ink * 3.0) / 3.0


def _impulse_noise(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """Salt and pepper on 17 % of the pixels."""
    chance = rng.random(ink.shape)
    return np.where(chance < 0.085, 0.0, np.where(chance > 0.915, 1.0, ink))


def _gaussian_blur(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    return np.asarray(gaussian_filter(ink, (0, 2.0, 2.0)))


def _glass_blur(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """Twice, each pixel changes places with one up or left of it, or with itself; blurred before and after."""
    shuffled, frames = gaussian_filter(ink, (0, 0.7, 0.7)), np.arange(len(ink))
    for row, column in [(row, column) for row in range(27, 1, -1) for column in range(27, 1, -1)] * 2:
        up, left = rng.integers(0, 2, (2, len(ink))) * rng.integers(0, 2, len(ink))
        other = (frames, row - up, column - left)
        taken = shuffled[other]
        shuffled[other] = shuffled[:, row, column]
        shuffled[:, row, column] = taken
    return np.asarray(gaussian_filter(shuffled, (0, 0.7, 0.7)))


def _motion_blur(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """Drawn out to one side, within 45 degrees of the line of writing, as one half of a Gaussian."""
    steps = np.arange(11)
    blurred = np.empty_like(ink)
    for one, new, angle in zip(ink, blurred, rng.uniform(-np.pi / 4, np.pi / 4, len(ink)), strict=True):
        kernel = np.zeros((21, 21), np.float32)
        places = (np.rint(10 + steps * np.sin(angle)).astype(int), np.rint(10 + steps * np.cos(angle)).astype(int))
        np.add.at(kernel, places, np.exp(-(steps**2) / 18.0))
        new[:] = cv2.filter2D(one, -1, kernel / kernel.sum(), borderType=cv2.BORDER_CONSTANT)
    return blurred


def _shear(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    angles = 0.4 * _signs(len(ink), rng)
    zeros = np.zeros_like(angles)
    return _warp(ink, np.array([[zeros + 1.0, -np.sin(angles)], [zeros, np.cos(angles)]]).transpose(2, 0, 1))


def _rotate(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    angles = 0.4 * _signs(len(ink), rng)
    turns = np.array([[np.cos(angles), -np.sin(angles)], [np.sin(angles), np.cos(angles)]])
    return _warp(ink, turns.transpose(2, 0, 1))


def _scale(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    return _warp(ink, np.tile(np.eye(2) / 0.7, (len(ink), 1, 1)))


def _translate(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    shifts = 3.0 * np.stack([_signs(len(ink), rng), _signs(len(ink), rng)], axis=1)
    return _warp(ink, np.tile(np.eye(2), (len(ink), 1, 1)), shifts)


def _brightness(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    return ink + 0.5


def _stripe(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """The outer quarters as their negative."""
    return np.where((_COLUMNS < 7) | (_COLUMNS >= 21), 1.0 - ink, ink)


def _fog(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """A plasma three times as strong as the ink, cut anywhere from a few large ones."""
    maps = np.stack([_plasma(rng) for _ in range(20)])
    which = rng.integers(0, len(maps), len(ink))
    tops, lefts = rng.integers(0, _MAP - 28, (2, len(ink)))
    rows, columns = tops[:, None, None] + np.arange(28)[:, None], lefts[:, None, None] + np.arange(28)
    strongest = ink.max(axis=(1, 2), keepdims=True)
    fog = maps[which[:, None, None], rows, columns]
    return np.asarray((ink + 3.0 * fog) * strongest / (strongest + 3.0))


def _spatter(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """Spots of mud, a quarter as light as ink, that hide it."""
    drops = gaussian_filter(rng.normal(0.65, 0.3, ink.shape), (0, 1.0, 1.0)) > 0.65
    spots = gaussian_filter(drops.astype(np.float32), (0, 1.5, 1.5))
    spots = np.where(spots < 0.8, 0.0, spots)
    return np.asarray(ink * (1.0 - spots) + spots * (63 / 255))


def _dotted_line(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    start, end = rng.integers(0, 27, (2, len(ink), 1))
    dots = (_COLUMNS // 2) % 2 == 1
    return np.asarray(ink + _line(start + (end - start) * _COLUMNS / 27) * dots)


def _zigzag(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """A nearly level line whose teeth are 4 pixels wide and 2 high on either side."""
    start, rise = rng.integers(0, 27, (len(ink), 1)), rng.integers(-5, 5, (len(ink), 1))
    along = _COLUMNS - 2
    teeth = 4 / np.pi * np.arcsin(np.sin(np.pi / 4 * along))
    return ink + _line(start + rise * along / 23 + teeth) * ((along >= 0) & (along < 23))


def _canny_edges(ink: Ink, rng: np.random.Generator) -> NDArray[np.floating]:
    """The outlines alone (Canny 1986), with scikit-image's usual sigma and thresholds."""
    smooth = np.round(gaussian_filter(ink, (0, 1.0, 1.0)) * 255).astype(np.uint8)
    edges = [cv2.Canny(one, 0.1 * 255, 0.2 * 255, L2gradient=True) for one in smooth]
    return np.asarray(np.stack(edges) / np.float32(255))


CORRUPTIONS: dict[str, Corruption] = {
    "Gaussian noise": _gaussian_noise,
    "shot noise": _shot_noise,
    "impulse noise": _impulse_noise,
    "Gaussian blur": _gaussian_blur,
    "glass blur": _glass_blur,
    "motion blur": _motion_blur,
    "shear": _shear,
    "rotate": _rotate,
    "scale": _scale,
    "translate": _translate,
    "brightness": _brightness,
    "stripe": _stripe,
    "fog": _fog,
    "spatter": _spatter,
    "dotted line": _dotted_line,
    "zigzag": _zigzag,
    "Canny edges": _canny_edges,
}


def _signs(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return rng.choice([-1.0, 1.0], n)


def _warp(ink: Ink, matrices: NDArray[np.float64], shifts: NDArray[np.float64] | float = 0.0) -> Ink:
    """Each frame by its (2, 2) matrix about the middle, then its shift: from new (x, y) to where its ink was."""
    offsets = _MIDDLE - (matrices @ [_MIDDLE, _MIDDLE]) + shifts
    maps = np.concatenate([matrices, offsets[:, :, None]], axis=2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.stack([cv2.warpAffine(one, each, (28, 28), flags=flags) for one, each in zip(ink, maps, strict=True)])


def _line(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """A line that is (n, 28) `heights` high in each column, and fades with the distance from there. (n, 28, 28)."""
    distance = np.abs(np.arange(28.0)[:, None] - heights[:, None, :])
    return np.clip(1.0 + np.log(1.0 - np.minimum(distance, 2.29) / 2.3), 0.0, 1.0)


def _plasma(rng: np.random.Generator) -> NDArray[np.float32]:
    """Noise in octaves, each twice as fine and 1.4 * 1.4 times as weak. float32 (_MAP, _MAP), 0 to 1."""
    coarse = [rng.uniform(-1.0, 1.0, (2**octave, 2**octave)) / 1.96**octave for octave in range(1, 9)]
    plasma = np.sum([cv2.resize(one, (_MAP, _MAP), interpolation=cv2.INTER_LINEAR) for one in coarse], axis=0)
    return np.asarray((plasma - plasma.min()) / np.ptp(plasma), np.float32)
