"""Heat maps beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model_training.plots import STYLE, save_figure


@dataclass(frozen=True, slots=True)
class Panel:
    """A map, (28, 28), its title, and the colours; `signed` maps are drawn with white for 0."""

    title: str
    map: NDArray[Any]
    unit: str = ""
    colours: str = "viridis"
    signed: bool = False


def plot_panels(panels: Sequence[Panel], beside: int, path: Path, *, bars: bool) -> None:
    """So many beside each other; with `bars` each has its own scale beside it, else unsigned ones of the same colours
    share one."""
    rows = -(-len(panels) // beside)
    size = (beside * (2.7 if bars else 0.95), rows * (2.4 if bars else 1.2))
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=size, layout="constrained")
        grid = figure.subplots(rows, beside, squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for axes, panel in zip(grid.flat, panels, strict=False):
            alone = bars or panel.signed
            top = _top([panel] if alone else [other for other in panels if other.colours == panel.colours])
            limits = {"vmin": -top if panel.signed else 0, "vmax": top}
            shown = axes.imshow(panel.map, cmap=panel.colours, **limits)
            axes.set_title(panel.title, size=9, loc="left" if bars else "center")
            if bars:
                figure.colorbar(shown, ax=axes, shrink=0.75, label=panel.unit)
        save_figure(figure, path)


def _top(panels: Sequence[Panel]) -> float:
    return max(float(np.abs(panel.map).max()) for panel in panels) or 1.0
