"""What of a figure is chance: the same recipe trained again with other seeds, and how far the results lie apart."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from model_training import mnist
from model_training.ablation import FULL, Bench, Row, ablate, variants
from model_training.chapters import SEEDS
from model_training.config import TrainConfig
from model_training.held_out import hold_out
from model_training.section import Section, Table

TEST = "MNIST test"

_READING = (
    "Accuracy of each training's best epoch on digits that it did not learn from, as frames, before export. MNIST test "
    "took no part in choosing it; the others did. The last rows are the seeds' mean, and their standard deviation "
    "in points."
)


def train_seeds(seeds: Sequence[int], config: TrainConfig, data_dir: Path | None, folder: Path) -> dict[int, Row]:
    """What a training with each seed misread, kept in the folder as SEED.json when it is done.

    Another seed is another training from the start: other weights, order, augmentation, made-up inks and redrawn
    digits, and other images of MNIST that are held out. Raises RunError, DataError.
    """
    return {seed: _train(dataclasses.replace(config, seed=seed), data_dir, folder) for seed in seeds}


def _train(config: TrainConfig, data_dir: Path | None, folder: Path) -> Row:
    test = mnist.load("t10k", data_dir)
    parts = mnist.load_split(config, data_dir)
    bench = Bench(config, *parts, hold_out(config, data_dir), others={TEST: test})
    name = str(config.seed)
    return ablate({name: variants()[FULL]}, bench, folder)[name]


def seeds_section(rows: Mapping[int, Row], config: TrainConfig, command: str) -> Section:
    """The section of at least two seeds' rows. `command` is the one that trained them."""
    kinds = list(dict.fromkeys(kind for row in rows.values() for kind in row.n))
    shares = {seed: [1 - len(row.wrong[kind]) / row.n[kind] for kind in kinds] for seed, row in rows.items()}
    columns = np.array(list(shares.values()))
    table = [(f"seed {seed}", *(f"{share:.2%}" for share in row)) for seed, row in shares.items()]
    table.append(("mean", *(f"{mean:.3%}" for mean in columns.mean(axis=0))))
    table.append(("standard deviation", *(f"{100 * spread:.3f}" for spread in columns.std(axis=0, ddof=1))))
    first = next(iter(rows.values()))
    head = ("training", *(f"{kind} (n = {first.n[kind]:,})" for kind in kinds))
    return Section(
        name=SEEDS.name,
        title=SEEDS.title,
        text=(_text(len(rows), config),),
        tables=(Table("The same recipe with other seeds", head, tuple(table), _READING, first.n[TEST], command),),
    )


def _text(count: int, config: TrainConfig) -> str:
    usual = TrainConfig().epochs
    length = "all" if config.epochs == usual else f"{config.epochs} of its"
    return (
        f"The shipped network for single digits, the large one of the cascade, was trained once. Here its recipe is "
        f"trained {count} times, for {length} {usual} epochs, by seeds that decide everything that is drawn by lot: "
        "weights, order, augmentation, made-up inks, and which of MNIST's training images are held out."
    )
