"""The pictures of what is misread: three confusion matrices beside each other, and frames with what misled."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model_training.metrics import DIGITS
from model_training.misreadings import Explained
from model_training.plots import FAULT, INK, STYLE, save_figure

BESIDE = 10
"""Frames of a row."""

_SHOWN = 0.05  # of a percent: what would be written 0.0 is left out
_PALE = 0.25  # of the ink below its saliency


def plot_confusions(confusion: NDArray[np.intp], path: Path) -> None:
    """The (10, 10) counts, the shares of each row in percent, and of each row's mistakes alone."""
    errors = np.where(np.eye(10, dtype=bool), 0, confusion)
    panels = {
        "Counts": (confusion, errors),
        "% of each digit": (_shares(confusion), _shares(confusion) * (errors > 0)),
        "% of each digit's mistakes": (_shares(errors), _shares(errors)),
    }
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(14.0, 4.8), layout="constrained")
        for axes, (title, (values, shade)) in zip(figure.subplots(1, 3), panels.items(), strict=True):
            axes.imshow(shade, cmap="Reds", vmin=0, vmax=max(float(shade.max()) * 1.6, 1e-9))
            axes.set(title=title, xticks=DIGITS, yticks=DIGITS, xlabel="read as", ylabel="written")
            _write_cells(axes, values)
        save_figure(figure, path)


def _shares(counts: NDArray[np.intp]) -> NDArray[np.float64]:
    return np.asarray(100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def _write_cells(axes: Axes, values: NDArray[Any]) -> None:
    for written, read in np.argwhere(values > _SHOWN):
        value = values[written, read]
        text = str(value) if values.dtype.kind == "i" else f"{value:.{1 if value < 99.95 else 0}f}"
        axes.text(read, written, text, ha="center", va="center", color=INK, size=7)


def plot_explained(cases: Sequence[Explained], path: Path) -> None:
    """At most BESIDE frames, and below each what speaks for the wrong digit (red) and for the written one (blue)."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(BESIDE * 0.95, 2.4), layout="constrained")
        grid = figure.subplots(2, BESIDE)
        for axes in grid.flat:
            axes.axis("off")
        for (above, below), one in zip(grid.T, cases, strict=False):
            _plot_frame(above, one)
            _plot_saliency(below, one)
        save_figure(figure, path)


def _plot_frame(axes: Axes, one: Explained) -> None:
    case = one.case
    axes.imshow(255 - case.frame, cmap="gray", vmin=0, vmax=255)
    caption = f"{case.written} read {case.read}\n{case.confidence:.0%}\n{case.kind}"
    axes.set_title(caption, size=7, loc="center", color=FAULT if case.accepted else INK)


def _plot_saliency(axes: Axes, one: Explained) -> None:
    most = max(float(np.abs(one.saliency).max()), 1e-9)
    axes.imshow(one.case.frame * _PALE, cmap="gray_r", vmin=0, vmax=255)
    axes.imshow(one.saliency, cmap="RdBu_r", vmin=-most, vmax=most, alpha=np.abs(one.saliency) / most)
