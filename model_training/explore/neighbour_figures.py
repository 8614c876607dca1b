"""Images that are all but the same: within the training set, and in the test set as well as in the training set."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model_training.explore.cache import Arrays
from model_training.explore.mosaic import mosaic
from model_training.explore.neighbours import copies, nearest_among, pairs
from model_training.explore.study import Chapter, Study
from model_training.plots import ACCENT, FAULT, STYLE, save_figure

LIMITS = (10, 15, 20)
"""Grey levels, root mean square: at 10 two images look the same."""

_SHOWN = 12

Distances = NDArray[np.float32]


def near(study: Study, *, tested: bool) -> Arrays:
    """What `nearest_among` finds among the digits to learn from, for the test images or for themselves."""
    queries = study.tested.frames if tested else study.learned.frames
    return study.cache.kept(_near_others if tested else _near_own, study.learned.frames, queries)


def _near_own(frames: NDArray[np.uint8], queries: NDArray[np.uint8]) -> Arrays:
    return nearest_among(frames, queries, same=True)


def _near_others(frames: NDArray[np.uint8], queries: NDArray[np.uint8]) -> Arrays:
    return nearest_among(frames, queries, same=False)


def neighbour_chapter(study: Study) -> Chapter:
    """The distance of each image to its nearest, the nearest pairs, and a table of how many are how near."""
    learned, tested = study.learned, study.tested
    found = {"within those to learn from": near(study, tested=False)}
    if len(tested):
        found["from test to those to learn from"] = near(study, tested=True)
    nearest = {name: distances[:, 0] for name, (_, distances) in found.items()}
    plot_distances(nearest, study.path("distances.svg"))
    frames = [learned.frames, tested.frames]
    rows = [
        _beside(queries, learned.frames, pairs(*some, most=_SHOWN))
        for queries, some in zip(frames, found.values(), strict=False)
    ]
    plot_pairs(dict(zip(found, rows, strict=True)), study.path("duplicates.png"))
    same = [copies(learned.frames), copies(tested.frames, learned.frames)]
    table = [_row(name, far, count) for (name, far), count in zip(nearest.items(), same, strict=False)]
    n = len(learned) + len(tested)
    return Chapter(
        text=(_leakage(nearest),),
        figures=(
            study.figure(
                "How near the nearest other image is",
                "distances.svg",
                "The more images lie to the left, the more near-duplicates; test images that had leaked into the training "
                "set would make a hump at 0 of their own.",
                n,
            ),
            study.figure(
                "The nearest pairs",
                "duplicates.png",
                "Above and below each other are the two images of a pair, the nearest first: mostly ones, which differ "
                "little from one writer to the next.",
                n,
            ),
        ),
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


def _beside(queries: NDArray[np.uint8], frames: NDArray[np.uint8], found: NDArray[np.intp]) -> NDArray[np.uint8]:
    """(2, pairs, 28, 28)"""
    return np.stack([queries[found[:, 0]], frames[found[:, 1]]])


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


def plot_pairs(rows: Mapping[str, NDArray[np.uint8]], path: Path) -> None:
    """(2, pairs, 28, 28) of each set."""
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(7.5, 1.7 * len(rows)), layout="constrained")
        for axes, (title, pair) in zip(figure.subplots(len(rows), 1, squeeze=False)[:, 0], rows.items(), strict=True):
            axes.axis("off")
            axes.set_title(title, size=9)
            axes.imshow(mosaic(pair), cmap="gray", vmin=0, vmax=255)
        save_figure(figure, path)
