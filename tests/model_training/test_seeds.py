"""The recipe with other seeds: each trained once, kept, and told as mean and spread."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from model_training import mnist, seeds
from model_training.__main__ import _parser
from model_training.ablation import Row
from model_training.commands.seeds import told
from model_training.config import TrainConfig
from model_training.datasets import CANVAS, OPTDIGITS, PENDIGITS
from model_training.held_out import HeldOut
from model_training.mnist import Digits, split_validation
from model_training.section import SECTIONS, Section
from model_training.seeds import TEST, seeds_section, train_seeds
from tests.model_training.digits import TINY, small_digits

CONFIG = dataclasses.replace(TINY, epochs=2, warmup_epochs=0.0, non_digits=8, several_digits=8)


def split(config: TrainConfig, _: Path | None) -> tuple[Digits, Digits]:
    return split_validation(small_digits(800), config)


def test_each_seed_is_trained_once_and_measured_on_digits_that_it_did_not_learn_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(mnist, "load_split", split)
    monkeypatch.setattr(mnist, "load", lambda *_: small_digits(900).take(np.arange(800, 900)))
    monkeypatch.setattr(seeds, "hold_out", lambda *_: HeldOut([], [], {}, (PENDIGITS, OPTDIGITS, CANVAS), {}))
    rows = train_seeds([1, 2], CONFIG, None, tmp_path)
    assert list(rows) == [1, 2]
    assert rows[1].wrong != rows[2].wrong
    for seed, row in rows.items():
        assert row.n == {TEST: 100, "MNIST": 160}
        assert TrainConfig.read(tmp_path / str(seed) / "config.json").seed == seed
        assert Row.read(tmp_path / f"{seed}.json") == row
    monkeypatch.setattr("model_training.ablation.train", None)
    assert train_seeds([1, 2], CONFIG, None, tmp_path) == rows, "what is kept is not trained again"


def row(test: int, writers: int) -> Row:
    wrong = {TEST: tuple(range(test)), "writers": tuple(range(writers))}
    return Row("made up", wrong, {TEST: 1000, "writers": 200})


def test_the_section_tells_each_seed_the_mean_and_the_spread(tmp_path: Path) -> None:
    rows = {20: row(4, 1), 21: row(6, 1), 22: row(8, 4)}
    section = seeds_section(rows, TrainConfig(epochs=10), "seeds --epochs 10")
    section.write(tmp_path)
    assert Section.read(tmp_path / SECTIONS / "seeds.json") == section
    (table,) = section.tables
    assert table.head == ("training", "MNIST test (n = 1,000)", "writers (n = 200)")
    assert table.rows == (
        ("seed 20", "99.60%", "99.50%"),
        ("seed 21", "99.40%", "99.50%"),
        ("seed 22", "99.20%", "98.00%"),
        ("mean", "99.400%", "99.000%"),
        ("standard deviation", "0.200", "0.866"),
    )
    assert (table.n, table.command) == (1000, "seeds --epochs 10")
    assert "3 times, for 10 of its 40 epochs" in section.text[0]
    assert "for all 40 epochs" in seeds_section(rows, TrainConfig(), "seeds").text[0]


def test_captions_tell_the_command_as_it_was_given() -> None:
    options = _parser().parse_args(["seeds", "--seeds", "3", "4", "--epochs", "5"])
    assert told(options) == "python -m model_training seeds --seeds 3 4 --epochs 5"
