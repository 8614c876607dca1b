"""The pictures of the chapter's examples."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, roc_curve

from backend.recognition.images import encode_png
from model_training.atomic import write_atomically
from model_training.metrics import DIGITS
from model_training.plots import ACCENT, FAULT, STYLE, save_figure

_PLACES = 150  # of a curve that are drawn

_Values = NDArray[np.float64]


def plot_binary(scores: _Values, truth: NDArray[np.bool_], threshold: float, path: Path) -> None:
    """Precision and recall by threshold and by each other, and the ROC curve; a dot where the threshold stands."""
    precision, recall, thresholds = precision_recall_curve(truth, scores)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10.0, 3.3), layout="constrained")
        by_threshold, by_each_other, roc = figure.subplots(1, 3)
        at = min(int(np.searchsorted(thresholds, threshold)), len(thresholds) - 1)
        _line(by_threshold, thresholds, precision[:-1], FAULT, "precision")
        _line(by_threshold, thresholds, recall[:-1], ACCENT, "recall")
        by_threshold.plot([threshold] * 2, [precision[at], recall[at]], color=FAULT, marker="o", linestyle=":")
        by_threshold.set(title="By threshold", xlabel="score to reach")
        by_threshold.legend(frameon=False)
        _line(by_each_other, recall, precision, ACCENT)
        by_each_other.plot(recall[at], precision[at], color=FAULT, marker="o")
        by_each_other.set(title="Precision by recall", xlabel="recall", ylabel="precision")
        _plot_roc(roc, scores, truth, threshold)
        save_figure(figure, path)


def plot_multilabel(digits: NDArray[np.uint8], wrong: NDArray[np.bool_], labels: tuple[str, ...], path: Path) -> None:
    """Of each digit the share, in per cent, of which each label is wrong: bool (n, labels)."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 2.8), layout="constrained")
        axes = figure.subplots()
        for at, (name, colour) in enumerate(zip(labels, (ACCENT, FAULT), strict=True)):
            shares = [100 * float(wrong[digits == digit, at].mean()) for digit in DIGITS]
            axes.bar(np.array(DIGITS) + 0.4 * at - 0.2, shares, width=0.38, color=colour, label=name)
        axes.set(title="Wrong labels, %", xticks=DIGITS, xlabel="digit")
        axes.legend(frameon=False)
        save_figure(figure, path)


def plot_denoised(rows: list[NDArray[np.uint8]], path: Path) -> None:
    """Rows of as many frames, uint8 (n, 28, 28), dark on light, each pixel twice as large."""
    sheet = 255 - np.concatenate([np.concatenate(list(row), axis=1) for row in rows])
    write_atomically(path, encode_png(sheet.repeat(2, axis=0).repeat(2, axis=1)))


def _plot_roc(axes: Axes, scores: _Values, truth: NDArray[np.bool_], threshold: float) -> None:
    others, found, thresholds = roc_curve(truth, scores)
    at = max(int(np.searchsorted(-thresholds, -threshold, side="right")) - 1, 0)
    _line(axes, others, found, ACCENT)
    axes.plot([0, 1], [0, 1], color=ACCENT, linestyle=":")
    axes.plot(others[at], found[at], color=FAULT, marker="o")
    axes.set(title="ROC", xlabel="share of the others called so", ylabel="share of the digit found")


def _line(axes: Axes, x: _Values, y: _Values, colour: str, label: str | None = None) -> None:
    """Some places of it are enough."""
    shown = np.unique(np.linspace(0, len(x) - 1, _PLACES).astype(int))
    axes.plot(x[shown], y[shown], color=colour, label=label)
