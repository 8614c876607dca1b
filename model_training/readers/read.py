"""Digits from wherever they lie."""

from pathlib import Path

from model_training.errors import DataError
from model_training.readers.arff import parse_arff
from model_training.readers.canon import told_apart
from model_training.readers.classes import holds_classes, read_classes
from model_training.readers.comma import parse_csv
from model_training.readers.content import read_content
from model_training.readers.dataset import Dataset
from model_training.readers.idx import holds_idx, read_idx
from model_training.readers.packed import parse_npz
from model_training.readers.remote import REMOTES, fetch_remote

KAGGLE = (
    "Kaggle's train.csv and test.csv need an account: accept the rules at kaggle.com/c/digit-recognizer, then run "
    "`kaggle competitions download -c digit-recognizer` and unzip"
)

_PARSERS = {".arff": parse_arff, ".csv": parse_csv, ".npz": parse_npz}
"""By how a name ends, before a .gz."""


def read_dataset(path: Path) -> Dataset:
    """By what is there: a folder of idx files or of a folder of pictures for each digit, or an ARFF, CSV or .npz file.

    A name of REMOTES at which nothing lies is downloaded. Raises DataError.
    """
    if not path.exists() and str(path) in REMOTES:
        path = fetch_remote(str(path))
    if not path.exists():
        raise DataError(f"there is no {path}. {', '.join(REMOTES)} are downloaded by that name; {KAGGLE}")
    return told_apart(_read_folder(path) if path.is_dir() else _read_file(path))


def _read_folder(folder: Path) -> Dataset:
    if holds_idx(folder):
        return read_idx(folder)
    if holds_classes(folder):
        return read_classes(folder)
    raise DataError(f"{folder} holds neither MNIST's idx files nor folders 0 to 9 of pictures")


def _read_file(path: Path) -> Dataset:
    parse = _PARSERS.get(Path(path.name.lower().removesuffix(".gz")).suffix)
    if not parse:
        raise DataError(f"{path} is no folder, nor one of {', '.join(_PARSERS)}, packed by gzip or not")
    return parse(read_content(path), str(path))
