"""`seeds`: what of the figures is chance, by trainings that differ by seed alone."""

import argparse
from pathlib import Path

from model_training.chapters import SEEDS
from model_training.commands.parents import ROOT, Commands, Parents
from model_training.errors import LaboratoryError


def add(commands: Commands, parents: Parents) -> None:
    seeds = commands.add_parser(
        "seeds", parents=[parents.data, parents.report], help="train the recipe again with other seeds"
    )
    seeds.add_argument("--seeds", nargs="+", type=int, default=[20, 21, 22], help="default: %(default)s")
    seeds.add_argument("--epochs", type=int, default=10, help="of each training (default: %(default)s)")
    seeds.add_argument(
        "--run", type=Path, default=ROOT / "runs" / "seeds", help="folder of the trainings (default: %(default)s)"
    )
    seeds.set_defaults(command=_seeds)


def _seeds(options: argparse.Namespace) -> None:
    from model_training.config import TrainConfig
    from model_training.seeds import seeds_section, train_seeds
    from model_training.table import aligned

    seeds = list(dict.fromkeys(options.seeds))
    if len(seeds) < 2 or min(seeds) < 0:
        raise LaboratoryError("--seeds wants two whole numbers or more, none below 0")
    if options.epochs < 2:
        raise LaboratoryError(f"--epochs {options.epochs} are too few: in the first one the training warms up")
    config = TrainConfig(epochs=options.epochs)
    rows = train_seeds(seeds, config, options.data_dir, options.run)
    section = seeds_section(rows, config, told(options))
    section.write(options.report)
    (shown,) = section.tables
    print(aligned(shown.head, shown.rows))


def told(options: argparse.Namespace) -> str:
    """The command as it was given, for captions."""
    return f"{SEEDS.command} --seeds {' '.join(map(str, options.seeds))} --epochs {options.epochs}"
