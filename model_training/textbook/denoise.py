"""Many outputs at once: a noisy picture in, each pixel of the clean one out."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsRegressor

from model_training.comparison.digits import Split, flat
from model_training.comparison.projection import Projection
from model_training.section import Figure, Table
from model_training.textbook.part import COMMAND, PICTURES, Part
from model_training.textbook.plots import plot_denoised

NOISE = 100
"""Grey levels, the largest that is added to a pixel; each up to it is as probable."""

_NEIGHBOURS = 5
_AT_ONCE = 1000  # pictures that are cleaned at a time

_TEXT = (
    f"Several outputs: to each pixel up to {NOISE} grey levels were added at random, and the mean of the clean ones "
    f"behind the {_NEIGHBOURS} noisy ones that are most alike (on the first 50 principal components) is taken for the "
    "clean one. It is clean, but another hand's digit: what the noise leaves legible may be read better from the noise."
)

_Frames = NDArray[np.uint8]


def denoise(split: Split, report: Path) -> Part:
    """Learns from noisy digits what the clean ones were, and cleans the test's."""
    rng = np.random.default_rng(20)
    noisy, test = noised(split.learned.frames, rng), noised(split.test.frames, rng)
    project = Projection.fit(noisy, components=50, blur=0.0)
    model = KNeighborsRegressor(_NEIGHBOURS, weights="distance", algorithm="brute")
    model.fit(project(noisy), flat(split.learned.frames))
    parts = [model.predict(project(test[at : at + _AT_ONCE])) for at in range(0, len(test), _AT_ONCE)]
    cleaned = np.rint(255 * np.concatenate(parts)).astype(np.uint8).reshape(test.shape)
    plot_denoised([test[:10], cleaned[:10], split.test.frames[:10]], report / PICTURES / "denoise.png")
    reading = "Above with noise, in the middle cleaned, below as it was."
    figure = Figure("Noise taken away", f"{PICTURES}/denoise.png", reading, 10, f"{COMMAND} denoise")
    return Part(_TEXT, figure, _table(split.test.frames, test, cleaned))


def noised(frames: _Frames, rng: np.random.Generator) -> _Frames:
    """uint8 (n, 28, 28) to as many noisy ones."""
    noise = rng.integers(0, NOISE, frames.shape, dtype=np.uint8)
    return np.asarray(np.minimum(frames.astype(np.uint16) + noise, 255), np.uint8)


def psnr(frames: _Frames, clean: _Frames) -> float:
    """Peak signal-to-noise ratio in decibels, of all frames together."""
    error = np.square(frames.astype(np.float32) - clean.astype(np.float32)).mean(dtype=np.float64)
    return float(10 * np.log10(255**2 / max(error, 1e-12)))


def _table(clean: _Frames, noisy: _Frames, cleaned: _Frames) -> Table:
    rows = tuple((name, f"{psnr(frames, clean):.1f}") for name, frames in (("noisy", noisy), ("cleaned", cleaned)))
    reading = "The higher, the nearer the pixels are to those of the clean pictures."
    return Table("Noise taken away", ("pictures", "PSNR, dB"), rows, reading, len(clean), f"{COMMAND} denoise")
