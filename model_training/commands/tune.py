"""`tune`: Optuna searches architecture and training under a latency and a size."""

import argparse
from pathlib import Path

from model_training.commands.parents import ROOT, Commands, Parents
from model_training.errors import RunError


def add(commands: Commands, parents: Parents) -> None:
    tune = commands.add_parser(
        "tune", parents=[parents.data, parents.report], help="search architecture and training under a budget"
    )
    tune.add_argument("--trials", type=int, default=30, help="of the study in all (default: %(default)s)")
    tune.add_argument("--budget-us", type=float, default=150.0, help="µs a picture at most (default: %(default)s)")
    tune.add_argument("--budget-kb", type=float, default=600.0, help="kB of its file at most (default: %(default)s)")
    tune.add_argument("--epochs", type=int, default=3, help="of each trial (default: %(default)s)")
    tune.add_argument("--images", type=int, default=12_000, help="of an epoch (default: %(default)s)")
    tune.add_argument("--run", type=Path, default=ROOT / "runs" / "tune", help="study's folder (default: %(default)s)")
    tune.set_defaults(command=_tune)


def _tune(options: argparse.Namespace) -> None:
    import optuna

    from model_training import mnist
    from model_training.budget import Budget
    from model_training.config import TrainConfig
    from model_training.data import training_set
    from model_training.held_out import hold_out
    from model_training.table import aligned
    from model_training.tuning import Limits, Tuner, opened, tune, write_best
    from model_training.tuning_page import tuning_section

    budget, limits = Budget(options.epochs, options.images), Limits(options.budget_us, options.budget_kb)
    if options.trials < 1:
        raise RunError(f"{options.trials} trials find nothing: name at least 1")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    config = budget.cut(TrainConfig())
    parts = mnist.load_split(config, options.data_dir)
    with opened(options.run, config, limits) as study:
        learned = training_set(config, *parts, hold_out(config, options.data_dir))
        tune(Tuner(config, learned, limits, options.run), study, options.trials)
        best = write_best(study, TrainConfig(), config, options.run)
        section = tuning_section(study, limits, budget, len(learned.validation), options.report)
    section.write(options.report)
    (shown,) = section.tables
    print(aligned(shown.head, shown.rows))
    print(f"{best}: the config of trial {study.best_trial.number}")
