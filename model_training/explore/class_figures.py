"""How many there are of each digit, and how they look."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model_training import section
from model_training.explore.classes import counts, means, samples, variances
from model_training.explore.mosaic import mosaic
from model_training.explore.panels import Panel, plot_panels
from model_training.explore.study import Chapter, Study
from model_training.metrics import DIGITS
from model_training.plots import ACCENT, FAINT, STYLE, save_figure

_EACH, _SEED = 16, 1


def class_chapter(study: Study) -> Chapter:
    """Samples, counts, and mean and spread of each digit."""
    learned, n = study.learned, len(study.learned)
    number = counts(learned.labels)
    plot_samples(samples(learned, _EACH, _SEED), study.path("samples.png"))
    plot_counts(number, counts(study.tested.labels), study.path("counts.svg"))
    plot_means(means(learned), variances(learned), study.path("means.png"))
    most, least = int(number.argmax()), int(number.argmin())
    return Chapter(
        text=(
            f"The commonest digit, {most}, is there {number[most]:,} times, the rarest, {least}, {number[least]:,} "
            f"times: who always says {most} is right in {number[most] / n:.1%}.",
        ),
        figures=_figures(study, n),
    )


def _figures(study: Study, n: int) -> tuple[section.Figure, ...]:
    """Of n images to learn from."""
    return (
        study.figure(
            "Samples",
            "samples.png",
            f"A row a digit, {_EACH} of each, drawn at random: what is to be told apart.",
            n,
        ),
        study.figure(
            "How many of each digit",
            "counts.svg",
            "Bars about as high as each other mean that plain accuracy is a fair measure.",
            n + len(study.tested),
        ),
        study.figure(
            "Mean digit and spread",
            "means.png",
            "Above, the mean image of each digit: sharp where its writers agree. Below, its standard deviation: "
            "dark where they differ.",
            n,
        ),
    )


def plot_samples(shown: NDArray[np.uint8], path: Path) -> None:
    """(10, each, 28, 28), a row a digit."""
    page = mosaic(shown)
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(page.shape[1] / 70, page.shape[0] / 70))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.axis("off")
        axes.imshow(page, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
        save_figure(figure, path)


def plot_counts(learned: NDArray[np.intp], tested: NDArray[np.intp], path: Path) -> None:
    """(10,) each: shares of the digits, with how many there are; tests only where there are some."""
    sets = [("to learn from", learned, ACCENT)] + ([("to test by", tested, FAINT)] if tested.any() else [])
    width = 0.8 / len(sets)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 3.0), layout="constrained")
        axes = figure.subplots()
        for place, (name, number, colour) in enumerate(sets):
            left = np.arange(10) + (place - (len(sets) - 1) / 2) * width
            bars = axes.bar(left, 100 * number / number.sum(), width, color=colour, label=f"{name}, {number.sum():,}")
            axes.bar_label(bars, [f"{count:,}" for count in number], size=6, padding=1)
        axes.set(title="Share of each digit, %", xticks=DIGITS)
        axes.set_axisbelow(True)
        axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
        save_figure(figure, path)


def plot_means(mean: NDArray[np.float32], variance: NDArray[np.float32], path: Path) -> None:
    """(10, 28, 28) each, above each other."""
    above = [Panel(f"mean {digit}", mean[digit], colours="gray_r") for digit in DIGITS]
    below = [Panel(f"spread {digit}", np.sqrt(variance[digit]), colours="magma_r") for digit in DIGITS]
    plot_panels([*above, *below], 10, path, bars=False)
