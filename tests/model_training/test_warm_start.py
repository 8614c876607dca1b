"""A training that begins where another ended."""

import dataclasses
import re
from pathlib import Path

import keras
import numpy as np
import pytest

from model_training.data import TrainingSet
from model_training.errors import RunError
from model_training.file_start import file_start
from model_training.history import read_history
from model_training.mixture import Mixture, Part
from model_training.mnist import split_validation
from model_training.network import build
from model_training.run import Run
from model_training.sources import Sources
from model_training.train import train
from model_training.warm_start import warm_start
from tests.model_training.digits import TINY, small_digits
from tests.model_training.networks import uneven_network, write

LEARNED, VALIDATION = split_validation(small_digits(800), TINY)
SOURCES = Sources("small digits", "small digits", {"digits": "0" * 64}, "BSD")
TRAINING_SET = TrainingSet(Mixture((Part("digits", LEARNED, len(LEARNED)),)), VALIDATION, SOURCES)
SHORT = dataclasses.replace(TINY, epochs=1, warmup_epochs=0.0)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = Run(tmp_path_factory.mktemp("run") / "earlier")
    train(SHORT, TRAINING_SET, run)
    return run


def test_it_begins_with_the_best_weights_and_says_so(earlier: Run, tmp_path: Path) -> None:
    config = dataclasses.replace(SHORT, learning_rate=1e-9)
    train(config, TRAINING_SET, Run(tmp_path / "next"), start=warm_start(earlier.folder, SHORT, config))
    begun, ended = (keras.models.load_model(run.best).trainable_weights for run in (earlier, Run(tmp_path / "next")))
    assert all(np.allclose(before, after, atol=1e-5) for before, after in zip(begun, ended, strict=True))
    told = Sources.read(Run(tmp_path / "next").sources).data
    assert told.startswith("small digits; begun with the weights of epoch 1 of a training before")
    assert told.endswith("from: small digits")


def test_it_goes_on_when_it_was_stopped_only_with_the_same_start(earlier: Run, tmp_path: Path) -> None:
    run, start = Run(tmp_path / "next"), warm_start(earlier.folder, SHORT, SHORT)
    train(SHORT, TRAINING_SET, run, start=start)
    assert len(train(SHORT, TRAINING_SET, run, start=start, resume=True)) == len(read_history(run.history))
    with pytest.raises(RunError, match="other data"):
        train(SHORT, TRAINING_SET, run, resume=True)


def test_a_wider_network_answers_the_same_before_it_learns_and_then_with_all_its_channels(
    earlier: Run, tmp_path: Path
) -> None:
    wider = dataclasses.replace(SHORT, widths=tuple(width + 4 for width in SHORT.widths))
    network, start = build(wider), warm_start(earlier.folder, SHORT, wider)
    start.give(network)
    before = network.predict(LEARNED.frames[:50], verbose=0)
    assert np.allclose(before, earlier.best_network().predict(LEARNED.frames[:50], verbose=0), atol=1e-4)
    train(wider, TRAINING_SET, Run(tmp_path / "next"), start=start)
    matrix = Run(tmp_path / "next").best_network().get_weights()[-2]
    assert all(np.abs(row).max() > 0 for row in matrix)


@pytest.mark.parametrize(
    "other",
    [{"widths": tuple(width - 1 for width in SHORT.widths)}, {"blocks": tuple(blocks + 1 for blocks in SHORT.blocks)}],
)
def test_a_network_of_another_shape_is_refused_and_nothing_is_written(
    other: dict[str, tuple[int, ...]], earlier: Run, tmp_path: Path
) -> None:
    config = dataclasses.replace(SHORT, **other)  # type: ignore[arg-type]
    with pytest.raises(RunError, match="another shape"):
        train(config, TRAINING_SET, Run(tmp_path / "next"), start=warm_start(earlier.folder, SHORT, config))
    assert not (tmp_path / "next").exists()


def test_what_learned_from_digits_that_are_held_out_now_is_refused(earlier: Run) -> None:
    with pytest.raises(RunError, match="held out"):
        warm_start(earlier.folder, SHORT, dataclasses.replace(SHORT, seed=SHORT.seed + 1))


def test_an_exported_file_is_as_good_and_named(tmp_path: Path) -> None:
    network = uneven_network()
    config = dataclasses.replace(SHORT, learning_rate=1e-9)
    start = file_start(write(network, tmp_path), config, LEARNED.frames)
    train(config, TRAINING_SET, Run(tmp_path / "next"), start=start)
    ended = Run(tmp_path / "next").best_network().predict(LEARNED.frames[:50], verbose=0)
    assert np.allclose(ended, network.predict(LEARNED.frames[:50], verbose=0), atol=2)
    told = Sources.read(Run(tmp_path / "next").sources).data
    assert re.search(r"; begun with the weights of 9\.9\.9\+test \(sha256 \w{12}\), which learned from: made up$", told)


def test_a_file_that_learned_from_digits_that_are_held_out_now_is_refused(tmp_path: Path) -> None:
    model = write(uneven_network(), tmp_path)
    with pytest.raises(RunError, match="held out"):
        file_start(model, dataclasses.replace(SHORT, seed=SHORT.seed + 1), LEARNED.frames)


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no weights"):
        warm_start(tmp_path, SHORT, SHORT)
