"""The pictures of a study. Optuna's own are experimental, and look like nobody else's of the report."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from optuna.distributions import BaseDistribution, FloatDistribution, IntDistribution
from optuna.trial import FrozenTrial, TrialState

from model_training.plots import ACCENT, FAINT, FAULT, INK, STYLE, save_figure
from model_training.tuning import MICROSECONDS, OVER, Limits

_COLOURS = mpl.colormaps["viridis_r"]


def plot_trials(trials: Sequence[FrozenTrial], limits: Limits, path: Path) -> None:
    """What each trial reached, in their order and by what its network takes."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.5, 3.6), layout="constrained")
        order, cost = figure.subplots(1, 2)
        _plot_order(order, trials)
        trained = [trial for trial in trials if not trial.user_attrs[OVER]]
        for trial in trained:
            _dot(cost, trial.user_attrs[MICROSECONDS], trial)
        cost.axvline(limits.microseconds, color=FAINT, linestyle=":")
        cost.set(title="By what the network takes", xlabel="µs a picture", ylabel="misread, %")
        save_figure(figure, path)


def _plot_order(axes: Axes, trials: Sequence[FrozenTrial]) -> None:
    """The crosses stand at the bottom, whatever the scale."""
    best, steps = 100.0, []
    for trial in trials:
        if trial.user_attrs[OVER]:
            axes.plot(trial.number, 0.02, color=FAINT, marker="x", transform=axes.get_xaxis_transform())
        else:
            _dot(axes, trial.number, trial)
        if trial.state == TrialState.COMPLETE:
            best = min(best, _misread(trial))
        steps.append((trial.number, best))
    axes.step(*zip(*[step for step in steps if step[1] < 100.0], strict=True), where="post", color=ACCENT)
    axes.set(title="Trials in their order, and the best so far", xlabel="trial", ylabel="misread, %")


def _dot(axes: Axes, place: float, trial: FrozenTrial) -> None:
    """Full where it was trained to its end, hollow where it was stopped early."""
    whole = trial.state == TrialState.COMPLETE
    axes.plot(
        place, _misread(trial), color=ACCENT if whole else FAULT, marker="o", fillstyle="full" if whole else "none"
    )


def _misread(trial: FrozenTrial) -> float:
    """Percent of the validation digits, after its best epoch."""
    return 100 * (1 - max(trial.intermediate_values.values()))


def plot_parallel(trials: Sequence[FrozenTrial], path: Path) -> None:
    """A line for each trained trial through its values, the darker the fewer it misreads."""
    ranges = trials[0].distributions
    ranks = {one.number: rank for rank, one in enumerate(sorted(trials, key=_misread))}
    with mpl.rc_context(STYLE | {"axes.grid": False}):
        figure = Figure(figsize=(11.0, 4.2), layout="constrained")
        axes = figure.subplots()
        for trial in sorted(trials, key=_misread, reverse=True):
            heights = [_height(trial.params[name], ranges[name]) for name in ranges]
            best = ranks[trial.number] == 0
            shade = _COLOURS(1 - ranks[trial.number] / max(len(trials) - 1, 1))
            axes.plot(heights, color=FAULT if best else shade, linewidth=2.2 if best else 1.0)
        _plot_scales(axes, ranges)
        axes.set_title("Values of each trial; the best in red", pad=18)
        save_figure(figure, path)


def _plot_scales(axes: Axes, ranges: Mapping[str, BaseDistribution]) -> None:
    for place, one in enumerate(ranges.values()):
        assert isinstance(one, FloatDistribution | IntDistribution)
        axes.axvline(place, color=FAINT, linewidth=0.8)
        for height, value in ((-0.05, one.low), (1.05, one.high)):
            axes.text(place, height, f"{value:g}", ha="center", va="center", size=8, color=INK)
    axes.set_xticks(range(len(ranges)), [name.replace("_", "\n") for name in ranges])
    axes.set(yticks=[], ylim=(-0.1, 1.1))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _height(value: float, one: BaseDistribution) -> float:
    """Where in its range a value lies, 0 to 1."""
    assert isinstance(one, FloatDistribution | IntDistribution)
    low, high, here = np.log([one.low, one.high, value]) if one.log else (one.low, one.high, value)
    return float((here - low) / (high - low))


def plot_importances(importances: Mapping[str, float], path: Path) -> None:
    """The share that each value has in how differently the trials did, the largest on top."""
    names = list(importances)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 0.9 + 0.25 * len(names)), layout="constrained")
        axes = figure.subplots()
        axes.set_axisbelow(True)
        axes.barh(range(len(names)), list(importances.values()), color=ACCENT)
        axes.set(title="Share in what the trials differ by", yticks=range(len(names)))
        axes.set_yticklabels([name.replace("_", " ") for name in names])
        axes.invert_yaxis()
        save_figure(figure, path)
