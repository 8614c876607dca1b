"""Many outputs at once: a noisy picture in, each pixel of the clean one out."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsRegressor

from model_training.chapters import TEXTBOOK
from model_training.comparison.digits import Split, flat
from model_training.comparison.projection import Projection
from model_training.section import Figure, Table
from model_training.textbook.part import PICTURES, Part
from model_training.textbook.plots import plot_denoised

NOISE = 100
"""Grey levels that are added to a pixel are fewer; each number of them is as probable."""

MEAN = NOISE // 2
"""Grey levels of that noise, the mean."""

_NEIGHBOURS = 5
_AT_ONCE = 1000  # pictures that are cleaned at a time

_TEXT = (
    f"Several outputs: to each pixel up to {NOISE - 1} grey levels were added at random, and the mean of the clean "
    f"ones behind the {_NEIGHBOURS} noisy ones that are most alike (on the first 50 principal components) is taken for "
    "the clean one. Nearest neighbours show here that a model may have many outputs, not how noise is taken away: what "
    f"comes out is clean, but another hand's digit, and to take {MEAN} grey levels, the mean noise, from each pixel "
    "comes nearer."
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
    figure = Figure("Noise taken away", f"{PICTURES}/denoise.png", reading, 10, TEXTBOOK.command)
    return Part(_TEXT, figure, _table(split.test.frames, test, cleaned))


def noised(frames: _Frames, rng: np.random.Generator) -> _Frames:
    """uint8 (n, 28, 28) to as many noisy ones."""
    noise = rng.integers(0, NOISE, frames.shape, dtype=np.uint8)
    return np.asarray(np.minimum(frames.astype(np.uint16) + noise, 255), np.uint8)


def psnr(frames: _Frames, clean: _Frames) -> float:
    """Peak signal-to-noise ratio in decibels, of all frames together."""
    error = np.square(frames.astype(np.float32) - clean.astype(np.float32)).mean(dtype=np.float64)
    return float(10 * np.log10(255**2 / max(error, 1e-12)))


def less_noise(noisy: _Frames) -> _Frames:
    """The mean noise taken from each pixel."""
    return np.asarray(np.maximum(noisy, MEAN) - MEAN, np.uint8)


def _table(clean: _Frames, noisy: _Frames, cleaned: _Frames) -> Table:
    pictures = {"noisy": noisy, "cleaned": cleaned, f"less {MEAN} grey levels": less_noise(noisy)}
    rows = tuple((name, f"{psnr(frames, clean):.1f}") for name, frames in pictures.items())
    reading = (
        "The higher, the nearer the pixels are to those of the clean pictures. Nearest neighbours show several "
        "outputs; to take the mean noise away is what any that would clean has to surpass."
    )
    return Table("Noise taken away", ("pictures", "PSNR, dB"), rows, reading, len(clean), TEXTBOOK.command)
