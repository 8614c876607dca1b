"""Which grey levels the pixels have, how much ink the digits have, and where they vary."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model_training import section
from model_training.explore.panels import Panel, plot_panels
from model_training.explore.pixels import constant, ink, levels, mean_and_variance
from model_training.explore.study import Chapter, Study
from model_training.metrics import DIGITS
from model_training.mnist import Digits
from model_training.plots import ACCENT, FAULT, INK, STYLE, save_figure


def pixel_chapter(study: Study) -> Chapter:
    """Grey levels, ink of each digit, and mean and variance of each pixel."""
    learned, n = study.learned, len(study.learned)
    shares = {name: levels(part.frames) for name, part in _parts(study).items()}
    mean, variance = mean_and_variance(learned.frames)
    plot_levels(shares, study.path("levels.svg"))
    plot_ink(learned, study.path("ink.svg"))
    maps = (Panel("mean", mean, "grey levels"), Panel("variance", variance, "grey levels squared", "magma"))
    plot_panels(maps, 2, study.path("pixels.png"), bars=True)
    grey = shares["to learn from"]
    return Chapter(
        text=(
            f"{grey[0]:.1%} of all pixels are black paper, {grey[255]:.1%} full ink, the rest grey. "
            f"{constant(learned.frames)} of the 784 pixels have the same level in all {n:,} images.",
        ),
        figures=_figures(study, n),
    )


def _figures(study: Study, n: int) -> tuple[section.Figure, ...]:
    """Of n images to learn from."""
    return (
        study.figure(
            "Grey levels",
            "levels.svg",
            "Two curves on each other mean that both sets were scanned alike; the axis to the top is logarithmic.",
            n + len(study.tested),
        ),
        study.figure(
            "Ink of each digit",
            "ink.svg",
            "Boxes hold the middle half of the images, whiskers 90 %: where boxes overlap, ink alone does not tell "
            "the digits apart.",
            n,
        ),
        study.figure(
            "Mean and variance of each pixel",
            "pixels.png",
            "To the left where ink mostly lies, to the right where images differ: what is black there tells nothing.",
            n,
        ),
    )


def _parts(study: Study) -> dict[str, Digits]:
    parts = {"to learn from": study.learned, "to test by": study.tested}
    return {name: part for name, part in parts.items() if len(part)}


def plot_levels(shares: Mapping[str, NDArray[np.float64]], path: Path) -> None:
    """(256,) of each set."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 3.0), layout="constrained")
        axes = figure.subplots()
        for (name, share), colour, width in zip(shares.items(), (ACCENT, FAULT), (2.5, 0.8), strict=False):
            axes.plot(100 * share, color=colour, label=name, linewidth=width)
        axes.set(title="Pixels of each grey level, %", xlabel="grey level, 0 black paper, 255 full ink", yscale="log")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.legend(frameon=False)
        save_figure(figure, path)


def plot_ink(digits: Digits, path: Path) -> None:
    """A box for each digit."""
    amount = ink(digits.frames)
    groups = [amount[digits.labels == digit] for digit in DIGITS]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 3.0), layout="constrained")
        axes = figure.subplots()
        axes.boxplot(
            groups,
            positions=DIGITS,
            whis=(5, 95),
            showfliers=False,
            widths=0.6,
            boxprops={"color": ACCENT},
            medianprops={"color": INK},
        )
        axes.set(title="Mean grey level of an image", xlabel="digit", ylim=(0, None))
        save_figure(figure, path)
