"""Tuning: Optuna tries architectures and trainings, short ones, that keep within a latency and a size."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import optuna
from optuna.samplers import TPESampler
from optuna.storages import RDBStorage
from optuna.trial import TrialState
from sqlalchemy.exc import SQLAlchemyError

from model_training.atomic import write_atomically
from model_training.config import TrainConfig
from model_training.data import TrainingSet
from model_training.errors import RunError
from model_training.graph import build_graph
from model_training.history import Epoch, best
from model_training.latency import Latency, latency
from model_training.network import build
from model_training.run import Run
from model_training.search import shipped, suggest
from model_training.train import train

STUDY = "study.db"
BEST = "best.json"
DONE = (TrialState.COMPLETE, TrialState.PRUNED)
MICROSECONDS, KILOBYTES, OVER, PLAIN = "microseconds", "kilobytes", "over", "plain microseconds"
"""Attributes of a trial: what its network takes, whether that is over the limits, and what the plain network took."""

_RULES = "rules"
_STARTUP = 5  # trials at random before those before them teach anything


@dataclass(frozen=True, slots=True)
class Limits:
    """What a network may take: microseconds a picture on one thread, kB of its ONNX file. Raises RunError: nothing."""

    microseconds: float
    kilobytes: float

    def __post_init__(self) -> None:
        if not (self.microseconds > 0 and self.kilobytes > 0):
            raise RunError(f"a budget of {self} leaves no network")

    def __str__(self) -> str:
        return f"{self.microseconds:g} µs and {self.kilobytes:g} kB"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a network takes, and bytes of its ONNX file."""

    latency: Latency
    size: int


def cost(config: TrainConfig) -> Cost:
    """Of the network of a config, as it would be exported: what its weights are changes neither."""
    proto = build_graph(build(config), 1.0, {})
    return Cost(latency(proto, np.zeros((1, 28, 28), np.uint8)), proto.ByteSize())


@dataclass(frozen=True)
class Tuner:
    """Tries configs in the small. `config` is cut to the budget; of `learned` every trial learns."""

    config: TrainConfig
    learned: TrainingSet
    limits: Limits
    folder: Path
    cost: Callable[[TrainConfig], Cost] = cost

    def __call__(self, trial: optuna.Trial) -> float:
        """The best validation accuracy of one trial. Raises TrialPruned: over the limits, or worse than others."""
        config = suggest(trial, self.config)
        self._refuse_costly(trial, self.cost(config))

        def hear(epoch: Epoch) -> None:
            trial.report(epoch.val_accuracy, epoch.epoch)
            if epoch.epoch < config.epochs and trial.should_prune():
                raise optuna.TrialPruned

        folder = self.folder / f"trial-{trial.number}"
        shutil.rmtree(folder, ignore_errors=True)  # of a study that is gone
        try:
            return best(train(config, self.learned, Run(folder, hear))).val_accuracy
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            keras.utils.clear_session()

    def _refuse_costly(self, trial: optuna.Trial, taken: Cost) -> None:
        """Microseconds are those of the plain network at its quickest in any trial, by the ratio to it."""
        before = [one.user_attrs[PLAIN] for one in trial.study.get_trials(deepcopy=False) if PLAIN in one.user_attrs]
        microseconds = taken.latency.ratio * min([taken.latency.plain, *before])
        kilobytes = taken.size / 1000
        for name, value in {PLAIN: taken.latency.plain, MICROSECONDS: microseconds, KILOBYTES: kilobytes}.items():
            trial.set_user_attr(name, round(value, 1))
        over = microseconds > self.limits.microseconds or kilobytes > self.limits.kilobytes
        trial.set_user_attr(OVER, over)
        if over:
            raise optuna.TrialPruned


def tune(tuner: Tuner, study: optuna.Study, trials: int) -> None:
    """Goes on until the study has so many trials that came to an end; each is kept when it ends."""
    study.optimize(tuner, n_trials=max(trials - finished(study), 0), show_progress_bar=True)


def finished(study: optuna.Study) -> int:
    return len(study.get_trials(deepcopy=False, states=DONE))


@contextmanager
def opened(folder: Path, config: TrainConfig, limits: Limits) -> Iterator[optuna.Study]:
    """The study in the folder, a new one where there is none; what a killed process left half done counts as failed.

    Raises RunError: it is damaged, cannot be written, or was begun with other limits or another budget.
    """
    path = folder / STUDY
    try:
        folder.mkdir(parents=True, exist_ok=True)
        storage = RDBStorage(f"sqlite:///{path}")
    except (OSError, SQLAlchemyError, RuntimeError) as error:
        raise RunError(f"no study can be opened at {path}: {str(error).splitlines()[0]}") from error
    try:
        yield _study(storage, path, config, limits)
    except (SQLAlchemyError, optuna.exceptions.StorageInternalError) as error:
        raise RunError(f"the study {path} is damaged or cannot be written: {str(error).splitlines()[0]}") from error
    finally:
        storage.remove_session()
        storage.engine.dispose()


def _study(storage: RDBStorage, path: Path, config: TrainConfig, limits: Limits) -> optuna.Study:
    study = optuna.create_study(
        storage=storage,
        study_name="inkdigit",
        load_if_exists=True,
        direction="maximize",
        pruner=optuna.pruners.MedianPruner(n_startup_trials=_STARTUP - 1),
    )
    rules = f"{limits}; {' '.join(config.to_json().split())}"
    if study.user_attrs.get(_RULES, rules) != rules:
        raise RunError(f"the study {path} was begun with other limits or another budget: name another --run")
    if not study.get_trials(deepcopy=False):
        study.set_user_attr(_RULES, rules)
        study.enqueue_trial(shipped(config))
    for trial in study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)
    study.sampler = TPESampler(seed=config.seed + len(study.get_trials(deepcopy=False)), n_startup_trials=_STARTUP)
    return study


def best_config(study: optuna.Study, config: TrainConfig, tried: TrainConfig) -> TrainConfig:
    """The whole recipe with what the best trial found, and the batch size of those `tried`, as the learning rate was
    found with it. Raises RunError where no trial came to an end.
    """
    if not study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)):
        raise RunError("no trial was trained to its end: allow more --trials, --budget-us or --budget-kb")
    found = suggest(optuna.trial.FixedTrial(study.best_params), config)
    return dataclasses.replace(found, batch_size=tried.batch_size)


def write_best(study: optuna.Study, config: TrainConfig, tried: TrainConfig, folder: Path) -> Path:
    """`best_config` as a file that `train --config` takes. Raises RunError."""
    path = folder / BEST
    try:
        write_atomically(path, best_config(study, config, tried).to_json().encode())
    except OSError as error:
        raise RunError(f"{path} cannot be written: {error.strerror}") from error
    return path
