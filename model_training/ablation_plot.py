"""The ablation's picture: how far each recipe is from the full one."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from model_training.paired import Difference
from model_training.plots import ACCENT, FAINT, FAULT, INK, STYLE, save_figure


def plot_differences(found: Mapping[str, Difference], chance: float | None, path: Path) -> None:
    """A row for each difference with its interval, in points; what chance alone makes, if known, is a grey band."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 1.0 + 0.26 * len(found)), layout="constrained")
        axes = figure.subplots()
        if chance is not None:
            axes.axvspan(-100 * chance, 100 * chance, color=FAINT, alpha=0.2, linewidth=0)
        axes.axvline(0.0, color=INK, linewidth=0.8)
        for row, one in enumerate(found.values()):
            told_apart = chance is not None and one.certain and abs(one.value) > chance
            color = FAINT if not told_apart else ACCENT if one.value > 0 else FAULT
            axes.plot([100 * one.low, 100 * one.high], [row, row], color=color, linewidth=1.5)
            axes.plot(100 * one.value, row, color=color, marker="o", markersize=5)
        axes.set(
            title="Points of accuracy, beyond 1 on a logarithmic scale",
            yticks=range(len(found)),
        )
        axes.set_yticklabels(list(found))
        axes.set_xscale("symlog", linthresh=1.0)  # one row far off would squeeze all others
        axes.xaxis.set_major_formatter("{x:g}")
        axes.invert_yaxis()
        save_figure(figure, path)
