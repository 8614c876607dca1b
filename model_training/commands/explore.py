"""`explore`: what is in the data, drawn for the report before anything is learned from it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.chapters import DATA
from model_training.commands.parents import MODEL, ROOT, Commands, Parents, flag
from model_training.errors import DataError

if TYPE_CHECKING:
    from model_training.readers.dataset import Dataset


def add(commands: Commands, parents: Parents) -> None:
    explore = commands.add_parser(
        "explore",
        parents=[parents.data, parents.dataset, parents.model, parents.report],
        help="draw what is in the data: classes, pixels, maps, near-duplicates, doubtful labels",
    )
    explore.add_argument(
        "--cache",
        type=Path,
        default=ROOT / "runs" / "explore",
        help="folder that keeps what takes long; without it all begins anew (default: %(default)s)",
    )
    explore.add_argument("--quick", action="store_true", help="a first sight of a part of it, within a minute")
    explore.set_defaults(command=_explore)


def _explore(options: argparse.Namespace) -> None:
    from model_training.explore.cache import Cache
    from model_training.explore.explore import explore, some
    from model_training.explore.sizes import FULL, QUICK
    from model_training.explore.study import Study
    from model_training.models import load_model

    classifier = load_model(options.model)
    dataset, sizes = _dataset(options), QUICK if options.quick else FULL
    learned, tested = dataset.split()
    study = Study(
        some(learned, sizes.learned),
        some(tested, sizes.tested),
        classifier,
        options.model,
        sizes,
        Cache(options.cache),
        options.report,
        _told(options),
    )
    section = explore(study, dataset.source)
    for line in section.text:
        print(line)
    print(f"{len(section.figures)} pictures and {len(section.tables)} tables: {options.report}")


def _told(options: argparse.Namespace) -> str:
    """The command as it was given."""
    quick = " --quick" if options.quick else ""
    return f"{DATA.command}{quick}{flag('dataset', options.dataset, None)}{flag('model', options.model, MODEL)}"


def _dataset(options: argparse.Namespace) -> "Dataset":
    from model_training import mnist
    from model_training.readers.dataset import Dataset
    from model_training.readers.read import read_dataset

    if options.dataset and options.data_dir:
        raise DataError("--dataset and --data-dir both say what to look at: name one")
    if options.dataset:
        return read_dataset(options.dataset)
    learned, tested = (mnist.load(split, options.data_dir) for split in ("train", "t10k"))
    digits = learned.join(tested)
    return Dataset(mnist.CREDIT, digits.frames, digits.labels, len(tested))
