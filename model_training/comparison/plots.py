"""The comparison's picture."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from model_training.comparison.table import Measured
from model_training.plots import ACCENT, FAULT, STYLE, save_figure


def plot_errors(models: Sequence[Measured], path: Path) -> None:
    """Share misread with its interval, the best model above, and crosses for what is reported for its kind."""
    ranked = sorted(models, key=lambda model: model.figures.accuracy)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 0.9 + 0.27 * len(ranked)), layout="constrained")
        axes = figure.subplots()
        for place, model in enumerate(ranked):
            one = model.figures
            axes.plot([100 - 100 * one.low, 100 - 100 * one.high], [place, place], color=ACCENT)
            axes.plot(100 - 100 * one.accuracy, place, color=ACCENT, marker="o", markersize=5)
            told = [100 - figure for figure in model.reported]
            axes.plot(told, [place] * len(told), color=FAULT, marker="x", linestyle="")
        axes.set(title="Test digits misread, %", xscale="log", yticks=range(len(ranked)))
        axes.set_yticklabels([model.title for model in ranked])
        axes.xaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_minor_locator(LogLocator(subs=(0.2, 0.5)))
        axes.xaxis.set_minor_formatter("{x:g}")
        save_figure(figure, path)
