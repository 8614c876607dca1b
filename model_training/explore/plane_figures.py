"""Digits as points: what their principal components look like, and maps on which like digits lie together."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray
from scipy.spatial import KDTree

from model_training.explore.plane import components, tsne
from model_training.explore.study import Chapter, Study
from model_training.plots import ACCENT, INK, STYLE, save_figure

_SHOWN, _SEED = 10, 3
_COLOURS = mpl.colormaps["tab10"].colors  # type: ignore[attr-defined]


def plane_chapter(study: Study) -> Chapter:
    """Principal components of all, and two maps of some."""
    scores, looks, explained = study.cache.kept(components, study.learned.frames, _SEED)
    mapped = np.sort(np.random.default_rng(_SEED).permutation(len(scores))[: study.sizes.mapped])
    (places,) = study.cache.kept(tsne, scores[mapped], _SEED)
    labels = study.learned.labels[mapped]
    plot_components(looks, explained, study.path("components.png"))
    plot_maps({"two principal components": scores[mapped, :2], "t-SNE": places}, labels, study.path("map.png"))
    share = f"{len(explained)} components hold {explained.sum():.0%} of the variance of 784 pixels, "
    return Chapter(
        text=(
            f"{share}the first two {explained[:2].sum():.0%}. {agreement(places, labels):.1%} of the points on the "
            "t-SNE map lie nearest to one of the same digit.",
        ),
        figures=(
            study.figure(
                "Principal components",
                "components.png",
                "Each is a direction in which images differ most, blue against red; the curve says how much of their "
                "variance so many of them hold.",
                len(scores),
            ),
            study.figure(
                "Maps of the digits",
                "map.png",
                "A point an image, with its digit where most of it lie: clouds apart are easily told apart, "
                "points in another's cloud are hard or mislabelled. On the right, distances between clouds mean "
                "nothing.",
                len(mapped),
            ),
        ),
    )


def agreement(places: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """The share of points (n, 2) whose nearest other has the same label."""

    _, nearest = KDTree(places).query(places, 2)
    return float((labels[nearest[:, 1]] == labels).mean())


def densest(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """(2,): of points (n, 2) the one that a fiftieth of them lie nearest to."""
    distances, _ = KDTree(points).query(points, [max(len(points) // 50, 1)])
    return np.asarray(points[distances[:, 0].argmin()])


def plot_components(looks: NDArray[np.float32], explained: NDArray[np.float32], path: Path) -> None:
    """(d, 28, 28) the first of them, and (d,) how much all explain."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.5, 2.7), layout="constrained")
        left, right = figure.subfigures(1, 2, width_ratios=(1.6, 1), squeeze=False)[0]
        for number, axes in enumerate(left.subplots(2, _SHOWN // 2).flat):
            axes.axis("off")
            if number < len(looks):
                top = float(np.abs(looks[number]).max())
                axes.imshow(looks[number], cmap="RdBu", vmin=-top, vmax=top)
                axes.set_title(f"{number + 1}: {explained[number]:.1%}", size=8, loc="center")
        axes = right.subplots()
        axes.plot(np.arange(1, len(explained) + 1), 100 * np.cumsum(explained), color=ACCENT)
        axes.set(title="Variance held, %", xlabel="components", ylim=(0, 100))
        save_figure(figure, path)


def plot_maps(maps: dict[str, NDArray[Any]], labels: NDArray[np.uint8], path: Path) -> None:
    """(n, 2) each, coloured by (n,) labels."""
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(4.2 * len(maps), 4.0), layout="constrained")
        for axes, (title, points) in zip(figure.subplots(1, len(maps), squeeze=False)[0], maps.items(), strict=True):
            axes.scatter(*points.T, c=[_COLOURS[label] for label in labels], s=2.5, linewidths=0, antialiased=False)
            for digit in np.unique(labels):
                middle = densest(points[labels == digit])
                named = axes.text(*middle, str(digit), size=14, weight="bold", color=INK, ha="center", va="center")
                named.set_path_effects([withStroke(linewidth=3, foreground="white")])
            axes.set(title=title, xticks=[], yticks=[])
        save_figure(figure, path)
