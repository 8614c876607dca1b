"""The study as a section of the report: its pictures, and the trials as a table."""

from collections.abc import Sequence
from pathlib import Path

import optuna
from optuna.importance import FanovaImportanceEvaluator, get_param_importances
from optuna.trial import FrozenTrial, TrialState

from model_training.budget import Budget
from model_training.chapters import TUNING
from model_training.section import Figure, Section, Table
from model_training.tuning import DONE, KILOBYTES, MICROSECONDS, OVER, Limits
from model_training.tuning_plots import plot_importances, plot_parallel, plot_trials

HEAD = ("trial", "widths", "blocks", "learning rate", "µs", "kB", "accuracy", "epochs", "came to")

_FOLDER = "tuning"
_TRIALS = (
    "Full dots were trained to their end, hollow ones stopped early, and crosses at the bottom not trained at all, as "
    "their network is over the budget (dotted on the right). Lower is better."
)
_PARALLEL = (
    "Each line is a trial and crosses each axis at its value: where dark lines meet lie good values; where they do "
    "not, the value matters little."
)


def tuning_section(study: optuna.Study, limits: Limits, budget: Budget, n: int, report: Path) -> Section:
    """The section, and its pictures in the report's folder. `n` is of the digits to choose by. Raises OSError.

    At least one trial was trained to its end.
    """
    trials = study.get_trials(deepcopy=False, states=DONE)
    trained = [trial for trial in trials if not trial.user_attrs[OVER]]
    (report / _FOLDER).mkdir(parents=True, exist_ok=True)
    plot_trials(trials, limits, report / _FOLDER / "trials.svg")
    plot_parallel(trained, report / _FOLDER / "parallel.svg")
    flags = f"--trials {len(trials)} --budget-us {limits.microseconds:g} --budget-kb {limits.kilobytes:g}"
    command = f"{TUNING.command} {flags} {budget.flags}"
    return Section(
        name=TUNING.name,
        title=TUNING.title,
        text=_text(study, trials, limits, budget),
        figures=(
            Figure("Trials", f"{_FOLDER}/trials.svg", _TRIALS, n, command),
            Figure("Parallel coordinates", f"{_FOLDER}/parallel.svg", _PARALLEL, n, command),
            *_importances(study, n, command, report),
        ),
        tables=(_table(trials, n, command),),
    )


def _importances(study: optuna.Study, n: int, command: str, report: Path) -> list[Figure]:
    """None where fewer trials came to their end than differences can be told of."""
    whole = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    if len({trial.value for trial in whole}) < 2:
        return []
    shares = get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=0))
    plot_importances(shares, report / _FOLDER / "importances.svg")
    reading = (
        "The longer a bar, the more of the differences between the trials trained to their end it explains (fANOVA, "
        f"Hutter et al. 2014). Of {len(whole)} trials this is a hint, no proof."
    )
    return [Figure("What matters", f"{_FOLDER}/importances.svg", reading, n, command)]


def _text(study: optuna.Study, trials: Sequence[FrozenTrial], limits: Limits, budget: Budget) -> tuple[str, ...]:
    trained = [trial for trial in trials if not trial.user_attrs[OVER]]
    over = len(trials) - len(trained)
    whole = sum(trial.state == TrialState.COMPLETE for trial in trials)
    first = next((trial for trial in trials if trial.number == 0), None)
    default = (
        f" The default config, trial 0, came to {_accuracy(first)}." if first and not first.user_attrs[OVER] else ""
    )
    return (
        f"Optuna (TPE) chose architecture, training and augmentation of {len(trials)} trials, each of {budget}, for "
        f"accuracy on held-out digits within {limits} (a picture on one thread, the ONNX file). "
        f"{whole} were trained to their end, {over} not at all, as their network is over "
        f"that, and {len(trained) - whole} stopped when they were worse than the median of those before.",
        f"The best is trial {study.best_trial.number} with {_accuracy(study.best_trial)}.{default} Chosen as "
        "the best of many on the very digits it is told by, its figure flatters; and what is best of short trainings "
        "need not be of long ones: train it in full with its config file, which keeps the batch size that its "
        "learning rate was found with, before you believe it.",
    )


def _table(trials: Sequence[FrozenTrial], n: int, command: str) -> Table:
    rows = tuple(_cells(trial) for trial in sorted(trials, key=lambda trial: (-_reached(trial), trial.number)))
    return Table(
        "Trials, the best first",
        HEAD,
        rows,
        "Accuracy is that of the best epoch on held-out digits; µs and kB are what the network takes.",
        n,
        command,
    )


def _cells(trial: FrozenTrial) -> tuple[str, ...]:
    values, told = trial.params, trial.user_attrs
    return (
        str(trial.number),
        f"{values['stem']}, {values['width_1']}, {values['width_2']}",
        f"{values['blocks_1']}, {values['blocks_2']}",
        f"{values['learning_rate']:.4f}",
        f"{told[MICROSECONDS]:.0f}",
        f"{told[KILOBYTES]:.0f}",
        "–" if told[OVER] else _accuracy(trial),
        str(len(trial.intermediate_values)),
        _end(trial),
    )


def _end(trial: FrozenTrial) -> str:
    if trial.user_attrs[OVER]:
        return "over budget"
    return "its end" if trial.state == TrialState.COMPLETE else "stopped early"


def _reached(trial: FrozenTrial) -> float:
    return max(trial.intermediate_values.values(), default=0.0)


def _accuracy(trial: FrozenTrial) -> str:
    return f"{_reached(trial):.2%}"
