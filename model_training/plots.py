"""The report's pictures: small files, the same bytes for the same numbers."""

import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator
from numpy.typing import NDArray

from model_training.atomic import write_atomically
from model_training.calibration import Reliability
from model_training.history import Epoch
from model_training.metrics import DIGITS

INK, ACCENT, FAULT = "#22262b", "#2f6fd0", "#d0452f"

_STYLE: Any = {
    "axes.edgecolor": "#8b929a",
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "font.size": 9,
    "grid.color": "#e3e6ea",
    "svg.hashsalt": "inkdigit",  # else every file differs
}


def plot_curves(history: list[Epoch], path: Path) -> None:
    """Loss and errors of each epoch, on training and on validation images."""
    epochs = [row.epoch for row in history]
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8.0, 3.2), layout="constrained")
        loss, errors = figure.subplots(1, 2)
        loss.set(title="Loss (label-smoothed cross-entropy)", xlabel="epoch")
        loss.plot(epochs, [row.loss for row in history], color=ACCENT, label="training, augmented")
        loss.plot(epochs, [row.val_loss for row in history], color=FAULT, label="validation")
        loss.legend(frameon=False)
        errors.set(title="Images misread, %", xlabel="epoch", yscale="log")
        errors.plot(epochs, [100 * (1 - row.accuracy) for row in history], color=ACCENT)
        errors.plot(epochs, [100 * (1 - row.val_accuracy) for row in history], color=FAULT)
        errors.yaxis.set_major_formatter("{x:g}")
        errors.yaxis.set_minor_formatter("{x:g}")
        errors.yaxis.set_minor_locator(LogLocator(subs=(0.2, 0.3, 0.5)))
        _save(figure, path)


def plot_confusion(confusion: tuple[tuple[int, ...], ...], path: Path) -> None:
    """Counts of each digit read as each other; only what is off the diagonal is coloured."""
    counts = np.array(confusion)
    errors = np.where(np.eye(10, dtype=bool), 0, counts)
    with mpl.rc_context(_STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(5.4, 5.0), layout="constrained")
        axes = figure.subplots()
        axes.imshow(errors, cmap="Reds", vmin=0, vmax=max(int(errors.max()) * 1.6, 1))
        axes.set(title="Written (down) and read as (across)", xticks=DIGITS, yticks=DIGITS)
        for written, read in np.argwhere(counts > 0):
            weight = "bold" if written != read else "normal"
            axes.text(read, written, str(counts[written, read]), ha="center", va="center", color=INK, weight=weight)
        _save(figure, path)


def plot_misread(
    frames: NDArray[np.uint8], labels: NDArray[np.uint8], probabilities: NDArray[np.float32], path: Path
) -> None:
    """Each frame with what it is, what it was read as and how surely, surest first."""
    answers, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    columns = 10
    rows = max(-(-len(frames) // columns), 1)
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(columns * 0.95, rows * 1.2), layout="constrained")
        grid = figure.subplots(rows, columns, squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for axes, index in zip(grid.flat, np.argsort(-confidence), strict=False):
            axes.imshow(255 - frames[index], cmap="gray", vmin=0, vmax=255)
            axes.set_title(f"{labels[index]} read {answers[index]}\n{confidence[index]:.0%}", size=7, loc="center")
        _save(figure, path)


def plot_reliability(found: Reliability, path: Path) -> None:
    """How often answers of each confidence are right, with how many there are."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(4.6, 4.0), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color="#8b929a", linestyle=":")
        axes.plot(found.confidence, found.right, color=ACCENT, marker="o", markersize=4)
        for mean, share, count in zip(found.confidence, found.right, found.counts, strict=True):
            axes.annotate(str(count), (mean, share), (4, -10), textcoords="offset points", size=7, color=INK)
        axes.set(title="Share right by confidence (with n)", xlabel="confidence", ylabel="share right")
        _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    file = io.BytesIO()
    form = path.suffix[1:]
    figure.savefig(file, format=form, dpi=110, metadata={"Date": None} if form == "svg" else {"Software": None})
    write_atomically(path, file.getvalue())
