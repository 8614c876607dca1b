"""CTC by hand, and one tiny, real training on lines of blocks."""

import dataclasses
import itertools
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from numpy.typing import NDArray

from backend.recognition.line_network import BLANK, OTHER, SYMBOLS
from model_training.errors import RunError
from model_training.history import Epoch, read_history
from model_training.lines.config import LineConfig
from model_training.lines.data import Hands, LineSet, batch, batches, steps_per_epoch
from model_training.lines.shapes import Hand, Shape, of_frame
from model_training.lines.train import accuracy, ctc, train_lines
from model_training.run import Run
from model_training.sources import Sources
from tests.model_training.lines.blocks import block, blocks

STEPS = 4
LOGITS = np.random.default_rng(2).normal(0.0, 1.5, (STEPS, SYMBOLS)).astype(np.float32)


def padded(*rows: Sequence[int], longest: int = 5) -> NDArray[np.int32]:
    return np.array([[*row, *[-1] * (longest - len(row))] for row in rows], np.int32)


def read(path: Sequence[int]) -> tuple[int, ...]:
    """What a path says: once what is repeated, and no blanks."""
    return tuple(symbol for symbol, _ in itertools.groupby(path) if symbol != BLANK)


@pytest.mark.parametrize("symbols", [(3,), (3, 4), (3, 3), (1, OTHER, 1), (9, 9, 2), (0, 1, 2, 3)])
def test_the_loss_is_the_sum_over_all_paths_that_say_so(symbols: tuple[int, ...]) -> None:
    probabilities = np.exp(LOGITS) / np.exp(LOGITS).sum(axis=1, keepdims=True)
    paths = itertools.product({*symbols, BLANK}, repeat=STEPS)
    ways = [probabilities[range(STEPS), path].prod() for path in paths if read(path) == symbols]
    loss = ctc(padded(symbols), tf.constant(LOGITS[None]))
    assert np.asarray(loss) == pytest.approx([-np.log(np.sum(ways))], rel=1e-4)


def test_the_loss_is_the_same_with_every_library(monkeypatch: pytest.MonkeyPatch) -> None:
    symbols, logits = padded((3, 4, 4), (5,)), np.stack([LOGITS, LOGITS[::-1]])
    on_tensorflow = np.asarray(ctc(symbols, tf.constant(logits)))
    monkeypatch.setattr(keras.backend, "backend", lambda: "another")
    assert np.asarray(ctc(symbols, tf.constant(logits))) == pytest.approx(on_tensorflow, rel=1e-4)


def test_each_line_has_its_own_loss() -> None:
    logits = np.stack([LOGITS, LOGITS[::-1]])
    together = np.asarray(ctc(padded((3, 4), (5,)), tf.constant(logits)))
    alone = [
        float(ctc(padded(row), tf.constant(one[None]))[0]) for row, one in zip([(3, 4), (5,)], logits, strict=True)
    ]
    assert together == pytest.approx(alone)


@pytest.mark.parametrize(
    ("path", "symbols", "right"),
    [
        ([BLANK, 3, 3, BLANK, 4, 4], (3, 4), True),
        ([3, 3, 3, 3, 3, 3], (3,), True),
        ([3, 3, BLANK, 3, BLANK, BLANK], (3, 3), True),
        ([3, 3, BLANK, 3, BLANK, BLANK], (3,), False),
        ([0, 1, 0, OTHER, 1, 1], (0, 1, 0, OTHER, 1), True),
        ([3, 4, BLANK, BLANK, BLANK, BLANK], (4, 3), False),
        ([3, 4, BLANK, BLANK, BLANK, BLANK], (3,), False),
        ([3, BLANK, BLANK, BLANK, BLANK, BLANK], (3, 4), False),
        ([BLANK, BLANK, BLANK, BLANK, BLANK, BLANK], (0,), False),
    ],
)
def test_a_line_is_right_when_all_its_symbols_are(path: list[int], symbols: tuple[int, ...], right: bool) -> None:
    logits = tf.one_hot([path], SYMBOLS)
    assert np.asarray(accuracy(padded(symbols), logits)).tolist() == [float(right)]


@pytest.mark.parametrize("longest", [2, 6, 48])
def test_however_many_symbols_a_line_could_have(longest: int) -> None:
    logits = tf.one_hot([[3, 3, BLANK, 4], [BLANK, 3, 4, 5]], SYMBOLS)
    assert np.asarray(accuracy(padded((3, 4), (3, 4), longest=longest), logits)).tolist() == [1.0, 0.0]


CONFIG = LineConfig(
    seed=1, epochs=2, batch_size=8, lines=40, validation_lines=12, width=64, learning_rate=1e-2, widths=(4, 4, 4, 4)
)
SOURCES = Sources("lines of blocks", "other lines of blocks", {"blocks": "0" * 64}, "BSD")
DIGITS = (1, 5, 9)


def line_set(framed: Hand) -> LineSet:
    hands = Hands([framed], [], [])
    return LineSet(hands, batch(Hands([blocks(*DIGITS)], [], []), CONFIG, 12, np.random.default_rng(99)), SOURCES)


LINES = line_set(blocks(*DIGITS))


def weights(path: Path) -> list[NDArray[np.float32]]:
    return list(keras.models.load_model(path).get_weights())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = Run(tmp_path_factory.mktemp("run") / "tiny")
    train_lines(CONFIG, LINES, run)
    return run


def test_training_learns_and_keeps_its_records(run: Run) -> None:
    history = read_history(run.history)
    assert [row.epoch for row in history] == [1, 2]
    assert history[-1].loss < history[0].loss
    assert all(0.0 <= row.val_accuracy <= 1.0 for row in history)
    assert LineConfig.read(run.config) == CONFIG
    assert Sources.read(run.sources) == SOURCES
    assert run.best.exists()


def test_the_best_network_reads_lines_of_any_width(run: Run) -> None:
    model = keras.models.load_model(run.best)
    assert model(np.zeros((1, 32, 256), np.uint8)).shape == (1, 128, SYMBOLS)


class Killed(Exception):
    pass


class DyingHand(Hand):
    """It is gone after so many shapes, as a killed process would leave it."""

    def __init__(self, left: float) -> None:
        super().__init__(of_frame(block(digit), digit) for digit in DIGITS)
        self.left = left

    def again(self, symbol: int, rng: np.random.Generator) -> Shape:
        self.left -= 1
        if self.left < 0:
            raise Killed
        return super().again(symbol, rng)


def shapes_of(count: int) -> int:
    """How many shapes the first batches of a training are composed of."""
    hand = DyingHand(1_000_000)
    for _ in itertools.islice(batches(Hands([hand], [], []), CONFIG, 0), count):
        pass
    return 1_000_000 - int(hand.left)


def test_a_killed_run_goes_on_to_the_same_weights(run: Run, tmp_path: Path) -> None:
    heard: list[Epoch] = []
    killed = Run(tmp_path / "killed", heard.append)
    with pytest.raises(Exception, match="Killed"):
        train_lines(CONFIG, line_set(DyingHand(shapes_of(steps_per_epoch(CONFIG) + 2))), killed)
    assert len(read_history(killed.history)) == 1
    train_lines(CONFIG, LINES, killed, resume=True)
    for ours, theirs in zip(weights(killed.last), weights(run.last), strict=True):
        assert np.array_equal(ours, theirs)
    figures = [[dataclasses.replace(row, seconds=0.0) for row in read_history(r.history)] for r in (killed, run)]
    assert figures[0] == figures[1]
    assert heard == read_history(killed.history)


def test_a_run_in_the_way_is_not_overwritten(run: Run) -> None:
    before = run.best.read_bytes()
    with pytest.raises(RunError, match="--resume"):
        train_lines(CONFIG, LINES, run)
    assert run.best.read_bytes() == before


def test_resuming_with_another_config_or_other_data_is_refused(run: Run) -> None:
    with pytest.raises(RunError, match="another config"):
        train_lines(dataclasses.replace(CONFIG, width=128), LINES, run, resume=True)
    elsewhere = dataclasses.replace(LINES, sources=dataclasses.replace(SOURCES, data="other lines"))
    with pytest.raises(RunError, match="other data"):
        train_lines(CONFIG, elsewhere, run, resume=True)
