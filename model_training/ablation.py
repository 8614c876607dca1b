"""What helps: the recipe trained again without each of its parts, in the small, and what each row then misreads."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import keras
import numpy as np
from pydantic.dataclasses import dataclass as record
from tqdm import tqdm

from model_training import data
from model_training.atomic import write_atomically
from model_training.config import STRICT, Augmentation, Record, TrainConfig
from model_training.data import TrainingSet, training_set
from model_training.datasets import CANVAS, OPTDIGITS, PENDIGITS
from model_training.errors import RunError
from model_training.graph import DIGITS
from model_training.held_out import HeldOut, validation_kinds
from model_training.mnist import Digits
from model_training.run import Run
from model_training.teacher import Teacher
from model_training.train import train

SMALL = TrainConfig(widths=(8, 16, 24), blocks=(0, 1))
"""The default config with a network of a fifth of its multiplications."""

FULL = "full"
"""The row that the others are compared with."""

SEEDS = {f"seed-{n}": n for n in (21, 22)}
"""Rows of the full recipe with another seed each: by how much they differ is by chance."""

_FIELDS = [field.name for field in dataclasses.fields(Augmentation) if field.name != "elastic_cell"]
_PARTS = {
    "mnist": data.FROM_MNIST,
    "templates": data.FROM_TEMPLATES,
    "pens": data.FROM_PENS,
    "scans": data.FROM_SCANS,
    "canvas": data.FROM_CANVAS,
    "cut-outs": data.CUT_OUTS,
    "non-digits": data.NO_DIGITS,
    "rows-of-digits": data.ROWS,
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A row: `change` of the config, a part of the mixture it goes `without`, and whether a teacher answers, too."""

    title: str
    change: Callable[[TrainConfig], TrainConfig] = lambda config: config
    without: str = ""
    taught: bool = False


@record(frozen=True, slots=True, config=STRICT)
class Row(Record):
    """What a variant misread: by kind of digits their indices, and of how many. `recipe` is all that made it so."""

    kind: ClassVar[str] = "row"

    recipe: str
    wrong: dict[str, tuple[int, ...]]
    n: dict[str, int]


def variants() -> dict[str, Variant]:
    """Every row by its name, the full recipe first, then with other seeds: by chance so much is to be expected."""
    return {
        FULL: Variant("the full recipe"),
        **{name: Variant(f"the full recipe, seed {n}", _replacing(seed=n)) for name, n in SEEDS.items()},
        "taught": Variant("the full recipe, and a teacher", taught=True),
        "no-smoothing": Variant("without label smoothing", _replacing(label_smoothing=0.0)),
        "no-decay": Variant("without weight decay", _replacing(weight_decay=0.0)),
        **{f"no-{name}": Variant(f"without {part}", without=part) for name, part in _PARTS.items()},
        "no-augmentation": Variant("without any augmentation", _without_augmentation(_FIELDS)),
        **{f"no-{name}": Variant(f"augmentation without {name}", _without_augmentation([name])) for name in _FIELDS},
    }


def chosen(names: Sequence[str]) -> dict[str, Variant]:
    """The variants of these names, of none all; always the full recipe, with each seed, too. Raises RunError."""
    known = variants()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RunError(f"there is no row {', '.join(unknown)}: choose among {', '.join(known)}")
    return {name: one for name, one in known.items() if not names or name in (FULL, *SEEDS, *names)}


@dataclass(frozen=True)
class Bench:
    """What all rows are trained and compared on. `config` is cut to the budget; `digits`, `validation` are MNIST's.

    `others` are compared on, too, by their names.
    """

    config: TrainConfig
    digits: Digits
    validation: Digits
    held_out: HeldOut
    teacher: Teacher | None = None
    others: Mapping[str, Digits] = field(default_factory=dict)

    @cached_property
    def learned(self) -> TrainingSet:
        """Made once: pools of made-up images take longer than a short training."""
        return training_set(self.config, self.digits, self.validation, self.held_out)

    @cached_property
    def kinds(self) -> dict[str, Digits]:
        return {**self.others, **validation_kinds(self.validation, self.held_out)}

    def lacks(self, variant: Variant) -> bool:
        """Whether a variant goes without what is not there anyway."""
        missing = {PENDIGITS: data.FROM_PENS, OPTDIGITS: data.FROM_SCANS, CANVAS: data.FROM_CANVAS}
        absent = [missing[name] for name in self.held_out.missing]
        return variant.without in absent or (variant.taught and self.teacher is None)

    def recipe(self, variant: Variant) -> str:
        """All that decides what a row comes to, in words."""
        told = self.teacher.told if variant.taught and self.teacher else "no teacher"
        sums = ", ".join(f"{name} {digest[:12]}" for name, digest in sorted(self.held_out.sha256.items()))
        config = " ".join(variant.change(self.config).to_json().split())
        return f"without {variant.without or 'nothing'}; {told}; {sums}; {config}"


def ablate(wanted: dict[str, Variant], bench: Bench, folder: Path) -> dict[str, Row]:
    """A row for each variant that there is data for, each kept in the folder as NAME.json when it is done.

    Those kept already are not trained again. Raises RunError: one was made otherwise, or the folder is not writable.
    """
    able = {name: variant for name, variant in wanted.items() if not bench.lacks(variant)}
    return {name: _row(name, able[name], bench, folder) for name in tqdm(able, desc="rows", unit="row")}


def _row(name: str, variant: Variant, bench: Bench, folder: Path) -> Row:
    path = folder / f"{name}.json"
    if path.exists():
        return _kept(path, bench.recipe(variant))
    network = _trained(variant, bench, folder / name)
    row = Row(
        recipe=bench.recipe(variant),
        wrong={kind: _misread(network, digits) for kind, digits in bench.kinds.items()},
        n={kind: len(digits) for kind, digits in bench.kinds.items()},
    )
    keras.utils.clear_session()
    try:
        write_atomically(path, row.to_json().encode())
    except OSError as error:
        raise RunError(f"{path} cannot be written: {error.strerror}") from error
    return row


def _kept(path: Path, recipe: str) -> Row:
    try:
        row = Row.read(path)
    except RunError as error:
        raise RunError(f"{path} is damaged, delete it: {error}") from error
    if row.recipe != recipe:
        raise RunError(f"{path} was made with another recipe, budget or data: name another --run, or delete it")
    return row


def _trained(variant: Variant, bench: Bench, folder: Path) -> keras.Model:
    """The best network of the variant's training, which goes on where it was stopped."""
    learned, run = bench.learned, Run(folder)
    if variant.without:
        learned = dataclasses.replace(learned, mixture=learned.mixture.without(variant.without))
    if variant.taught and bench.teacher:
        learned = learned.taught_by(bench.teacher)
    train(variant.change(bench.config), learned, run, resume=run.config.exists())
    return run.best_network()


def _misread(network: keras.Model, digits: Digits) -> tuple[int, ...]:
    logits = network.predict(digits.frames, batch_size=256, verbose=0)
    return tuple(np.flatnonzero(logits[:, :DIGITS].argmax(axis=1) != digits.labels).tolist())


def _replacing(**values: float) -> Callable[[TrainConfig], TrainConfig]:
    return lambda config: dataclasses.replace(config, **values)  # type: ignore[arg-type]


def _without_augmentation(names: Sequence[str]) -> Callable[[TrainConfig], TrainConfig]:
    """With these strengths at zero."""

    def change(config: TrainConfig) -> TrainConfig:
        none = dict.fromkeys(names, 0.0)
        return dataclasses.replace(config, augmentation=dataclasses.replace(config.augmentation, **none))  # type: ignore[arg-type]

    return change
