"""The report's pictures: small files, the same bytes for the same numbers."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator
from numpy.typing import NDArray
from PIL import Image

from model_training.atomic import write_atomically
from model_training.calibration import Reliability
from model_training.history import Epoch
from model_training.metrics import DIGITS

INK, ACCENT, FAULT, FAINT = "#22262b", "#2f6fd0", "#d0452f", "#8b929a"

_PLACES = 200  # of a curve that are drawn
_DPI, _COLOURS = 110, 128  # of a PNG; what is an image in an SVG has the same dots

STYLE: Any = {
    "axes.edgecolor": FAINT,
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "font.size": 9,
    "grid.color": "#e3e6ea",
    "svg.hashsalt": "inkdigit",  # else every file differs
}
"""Of every picture: `with mpl.rc_context(STYLE)`."""


def plot_curves(history: list[Epoch], loss_name: str, unit: str, path: Path) -> None:
    """Loss and errors of each epoch, on training and on validation data; `unit` is what is misread, in the plural."""
    epochs = [row.epoch for row in history]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 3.2), layout="constrained")
        loss, errors = figure.subplots(1, 2)
        loss.set(title=f"Loss ({loss_name})", xlabel="epoch")
        loss.plot(epochs, [row.loss for row in history], color=ACCENT, label="training, augmented")
        loss.plot(epochs, [row.val_loss for row in history], color=FAULT, label="validation")
        loss.legend(frameon=False)
        errors.set(title=f"{unit} misread, %", xlabel="epoch", yscale="log")
        errors.plot(epochs, [100 * (1 - row.accuracy) for row in history], color=ACCENT)
        errors.plot(epochs, [100 * (1 - row.val_accuracy) for row in history], color=FAULT)
        errors.yaxis.set_major_formatter("{x:g}")
        errors.yaxis.set_minor_formatter("{x:g}")
        errors.yaxis.set_minor_locator(LogLocator(subs=(0.2, 0.3, 0.5)))
        save_figure(figure, path)


def plot_confusion(confusion: tuple[tuple[int, ...], ...], path: Path) -> None:
    """Counts of each digit read as each other; only what is off the diagonal is coloured."""
    counts = np.array(confusion)
    errors = np.where(np.eye(10, dtype=bool), 0, counts)
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(5.4, 5.0), layout="constrained")
        axes = figure.subplots()
        axes.imshow(errors, cmap="Reds", vmin=0, vmax=max(int(errors.max()) * 1.6, 1))
        axes.set(title="Written (down) and read as (across)", xticks=DIGITS, yticks=DIGITS)
        for written, read in np.argwhere(counts > 0):
            weight = "bold" if written != read else "normal"
            axes.text(read, written, str(counts[written, read]), ha="center", va="center", color=INK, weight=weight)
        save_figure(figure, path)


@dataclass(frozen=True, slots=True)
class Strip:
    """Frames, uint8 (n, 28, 28), with a caption each, and bool (n,) which of them would have been accepted."""

    title: str
    frames: NDArray[np.uint8]
    captions: list[str]
    accepted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """Pictures of lines, uint8 (h, w) each, dark on light, with a caption each, and bool (n,) which were accepted."""

    title: str
    pictures: list[NDArray[np.uint8]]
    captions: list[str]
    accepted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells in a row, `width` and `height` of each and of a `title`, in inches; `share` of a row that a title has."""

    beside: int
    width: float
    height: float
    title: float
    share: float


_TALLEST = 2.5  # rows: photos are no higher

_FRAMES, _LINES = _Grid(10, 0.95, 1.2, 0.3, 0.25), _Grid(4, 2.4, 0.75, 0.35, 0.4)


def plot_strips(strips: list[Strip], path: Path) -> None:
    """The frames of each strip, ten beside each other; red where a wrong answer would have been accepted."""
    dark = [Lines(one.title, [255 - frame for frame in one.frames], one.captions, one.accepted) for one in strips]
    _plot_grids(dark, _FRAMES, path)


def plot_lines(sets: list[Lines], path: Path) -> None:
    """The lines of each set, four beside each other; red where a wrong text would have been accepted."""
    _plot_grids(sets, _LINES, path)


def _plot_grids(sets: list[Lines], grid: _Grid, path: Path) -> None:
    rows = [-(-len(one.pictures) // grid.beside) for one in sets]
    heights = [row * _height(one, grid) for row, one in zip(rows, sets, strict=True)]
    size = (grid.beside * grid.width, sum(heights) * grid.height + len(sets) * grid.title)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=size, layout="constrained")
        parts = figure.subfigures(len(sets), 1, squeeze=False, height_ratios=[high + grid.share for high in heights])
        for part, one, row in zip(parts[:, 0], sets, rows, strict=True):
            part.suptitle(one.title, x=0.01, ha="left", size=9)
            if row:
                _plot_pictures(part.subplots(row, grid.beside, squeeze=False), one)
        save_figure(figure, path)


def _height(shown: Lines, grid: _Grid) -> float:
    """Of a row of such pictures, as a share of the grid's height: photos are not made as low as lines."""
    aspects = [picture.shape[0] / picture.shape[1] for picture in shown.pictures]
    return float(np.clip(np.median(aspects) * grid.width / grid.height, 1.0, _TALLEST)) if aspects else 1.0


def _plot_pictures(grid: NDArray[Any], shown: Lines) -> None:
    for axes in grid.flat:
        axes.axis("off")
    for axes, picture, caption, taken in zip(grid.flat, shown.pictures, shown.captions, shown.accepted, strict=False):
        axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
        axes.set_title(caption, size=7, loc="center", color=FAULT if taken else INK)


def plot_reliability(found: dict[str, Reliability], path: Path) -> None:
    """How often answers of each confidence are right, with how many there are; a panel per set."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(4.4 * len(found), 4.0), layout="constrained")
        for axes, (name, one) in zip(figure.subplots(1, len(found), squeeze=False)[0], found.items(), strict=True):
            axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":")
            axes.plot(one.confidence, one.right, color=ACCENT, marker="o", markersize=4)
            for mean, share, count in zip(one.confidence, one.right, one.counts, strict=True):
                axes.annotate(str(count), (mean, share), (4, -10), textcoords="offset points", size=7, color=INK)
            axes.set(title=name, xlabel="confidence", ylabel="share right, with n")
        save_figure(figure, path)


@dataclass(frozen=True, slots=True)
class Curve:
    """Coverages and the risk at each, (n,), and the place on it that the policy takes."""

    name: str
    coverage: NDArray[np.float64]
    risk: NDArray[np.float64]
    taken: tuple[float, float]


def plot_risk_by_coverage(curves: list[Curve], path: Path) -> None:
    """What share is wrong of the most trusted share; dots where the policy stands."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.5, 3.8), layout="constrained")
        axes = figure.subplots()
        for curve in curves:
            shown = np.unique(np.linspace(0, len(curve.coverage) - 1, _PLACES).astype(int))
            (line,) = axes.plot(curve.coverage[shown], 100 * curve.risk[shown], label=curve.name)
            axes.plot(curve.taken[0], 100 * curve.taken[1], color=line.get_color(), marker="o", markersize=5)
        axes.set(title="Misread of those accepted, %", xlabel="share accepted, the most trusted first")
        axes.set_yscale("symlog", linthresh=0.1)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter("{x:g}")
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
        save_figure(figure, path)


def save_figure(figure: Figure, path: Path) -> None:
    """Writes SVG or PNG, as the path ends: the same bytes for the same figure. Raises OSError."""
    write_atomically(path, _svg(figure) if path.suffix == ".svg" else _png(figure))


def _svg(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="svg", dpi=_DPI, metadata={"Date": None})
    return file.getvalue()


def _png(figure: Figure) -> bytes:
    """In so few colours that it takes a third of the bytes: greys, and a few shades of others."""
    drawn, file = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=_DPI)
    picture = Image.open(drawn).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, format="png", optimize=True)
    return file.getvalue()
