"""Images that are all but the same: within the training set, and in the test set as well as in the training set."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model_training import section
from model_training.explore.cache import Arrays
from model_training.explore.mosaic import GAP, mosaic
from model_training.explore.neighbours import copies, nearest_among, nearest_of_each, nearest_others
from model_training.explore.study import Chapter, Study
from model_training.mnist import Digits
from model_training.plots import ACCENT, FAULT, STYLE, save_figure

LIMITS = (10, 15, 20)
"""Grey levels, root mean square: at 10 two images look the same."""

Distances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two images that are near each other, uint8 (n, 2, 28, 28), and (n,) how far they are apart, in grey levels."""

    frames: NDArray[np.uint8]
    distances: Distances


def near(study: Study, *, tested: bool) -> Arrays:
    """What `nearest_among` finds among the digits to learn from, for the test images or for themselves."""
    if tested:
        return study.cache.kept(nearest_among, study.learned.frames, study.tested.frames)
    return study.cache.kept(nearest_others, study.learned.frames)


def neighbour_chapter(study: Study) -> Chapter:
    """How far each image is from its nearest, the nearest pair of each digit, and a table of how many are how near."""
    learned, tested = study.learned, study.tested
    found = {"within those to learn from": near(study, tested=False)}
    if len(tested):
        found["from test to those to learn from"] = near(study, tested=True)
    nearest = {name: distances[:, 0] for name, (_, distances) in found.items()}
    plot_distances(nearest, study.path("distances.svg"))
    asked = zip((learned, tested), found.items(), strict=False)
    plot_pairs({name: _pairs(queries, learned, *some) for queries, (name, some) in asked}, study.path("duplicates.png"))
    same = [copies(learned.frames), copies(tested.frames, learned.frames)]
    table = [_row(name, far, count) for (name, far), count in zip(nearest.items(), same, strict=False)]
    n = len(learned) + len(tested)
    return Chapter(
        text=(_leakage(nearest),),
        figures=_figures(study, n),
        tables=(
            study.table(
                "Near-duplicates",
                ("images", "n", "copies", *(f"within {limit}" for limit in LIMITS), "median"),
                table,
                "How many images are another one pixel for pixel, have another within so many grey levels (root mean "
                "square), and how far the nearest is in the median.",
                n,
            ),
        ),
    )


def _figures(study: Study, n: int) -> tuple[section.Figure, ...]:
    """Of n images."""
    return (
        study.figure(
            "How near the nearest other image is",
            "distances.svg",
            "The more images lie to the left, the more near-duplicates; test images that had leaked into the "
            "training set would make a hump at 0 of their own.",
            n,
        ),
        study.figure(
            "The nearest pair of each digit",
            "duplicates.png",
            "Above and below each other are two images and how many grey levels they are apart: at 0 they are "
            "copies; else look whether each was written anew.",
            n,
        ),
    )


def _row(name: str, far: Distances, same: int) -> tuple[str, ...]:
    within = (f"{np.count_nonzero(far <= limit):,}" for limit in LIMITS)
    return (name, f"{len(far):,}", f"{same:,}", *within, f"{np.median(far):.1f}")


def _leakage(nearest: Mapping[str, Distances]) -> str:
    middle = [float(np.median(far)) for far in nearest.values()]
    if len(middle) == 1:
        return f"In the median the nearest other image is {middle[0]:.1f} grey levels away (root mean square)."
    return (
        f"In the median a test image is {middle[1]:.1f} grey levels from the nearest image to learn from, one of those "
        f"themselves {middle[0]:.1f}: test images {'are no' if middle[1] >= middle[0] else 'are'} nearer than chance."
    )


def _pairs(queries: Digits, frames: Digits, indices: NDArray[np.int32], distances: Distances) -> Pairs:
    chosen = nearest_of_each(distances, queries.labels)
    pairs = np.stack([queries.frames[chosen], frames.frames[indices[chosen, 0]]], axis=1)
    return Pairs(pairs, distances[chosen, 0])


def plot_distances(nearest: Mapping[str, Distances], path: Path) -> None:
    """(n,) grey levels of each set, as shares."""
    edges = np.linspace(0, max(float(far.max()) for far in nearest.values()) + 1e-3, 60)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 3.0), layout="constrained")
        axes = figure.subplots()
        for (name, far), colour in zip(nearest.items(), (ACCENT, FAULT), strict=False):
            share = 100 * np.histogram(far, edges)[0] / len(far)
            axes.stairs(share, edges, color=colour, label=f"{name}, {len(far):,}")
        axes.set(title="Images, %", xlabel="grey levels to the nearest other image, root mean square")
        axes.legend(frameon=False)
        save_figure(figure, path)


def plot_pairs(sets: Mapping[str, Pairs], path: Path) -> None:
    """The pairs of each set beside each other, with how far they are apart below them."""
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(8.0, 2.1 * len(sets)), layout="constrained")
        for axes, (title, pairs) in zip(figure.subplots(len(sets), 1, squeeze=False)[:, 0], sets.items(), strict=True):
            axes.imshow(mosaic(pairs.frames.swapaxes(0, 1)), cmap="gray", vmin=0, vmax=255)
            axes.spines[:].set_visible(False)
            places = 14 + (28 + GAP) * np.arange(len(pairs.distances))
            axes.set_xticks(places, [f"{far:.1f}" for far in pairs.distances], size=8)
            axes.tick_params(length=0)
            axes.set_title(title, size=9)
            axes.set_yticks([])
        save_figure(figure, path)
