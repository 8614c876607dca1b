"""One tiny, real training on lines of blocks, to a network that is served."""

from pathlib import Path

import keras
import numpy as np
import onnx
import pytest
import tensorflow as tf
from numpy.typing import NDArray
from onnx import ModelProto

from backend.recognition.line_network import BLANK, SYMBOLS, OnnxLineNetwork, load_line_network
from backend.recognition.session import Session
from model_training.errors import ParityError, RunError
from model_training.graph import fingerprint
from model_training.held_out import HeldOut
from model_training.history import best, read_history
from model_training.lines.config import LineConfig
from model_training.lines.data import Hands, LineSet, batch
from model_training.lines.export import (
    NUMBERS,
    export_lines,
    fit_line_temperature,
    prove_lines,
    prove_rounded,
    single_precision,
)
from model_training.lines.graph import build_line_graph
from model_training.lines.train import ctc, train_lines
from model_training.number_policy import validation_numbers
from model_training.quantise import quantise
from model_training.run import Run
from model_training.sources import Sources
from tests.api.fakes import FakeNetwork
from tests.model_training.digits import small_digits
from tests.model_training.lines.blocks import blocks
from tests.model_training.service import classifier
from tests.recognition.artifacts import LINE_CARD

CONFIG = LineConfig(
    seed=1, epochs=2, batch_size=8, lines=40, validation_lines=12, width=64, learning_rate=1e-2, widths=(4, 4, 4, 4)
)
SOURCES = Sources("lines of blocks", "other lines of blocks", {"blocks": "0" * 64}, "BSD")
HANDS = Hands([blocks(1, 5, 9)], [], [])
VALIDATION = batch(HANDS, CONFIG, 12, np.random.default_rng(99))
NUMBERS_TO_FIT = validation_numbers(small_digits(40), HeldOut([], [], {}, (), {}), seed=1, count=4)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = Run(tmp_path_factory.mktemp("run") / "tiny")
    train_lines(CONFIG, LineSet(HANDS, VALIDATION, SOURCES), run)
    return run


@pytest.fixture(scope="module")
def artifact(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    goal = tmp_path_factory.mktemp("artifacts") / "numbers.onnx"
    export_lines(run, classifier(), VALIDATION, NUMBERS_TO_FIT, goal)
    return goal


def test_the_artifact_answers_as_the_network_does_but_calibrated(run: Run, artifact: Path) -> None:
    network, model = load_line_network(artifact), single_precision(run)
    calibrated = tf.nn.log_softmax(model.predict(VALIDATION[0], verbose=0) / network.card.temperature)
    said = network.symbols(VALIDATION[0])
    assert far_apart(said, calibrated) < 0.04
    assert far_apart(said, calibrated[::-1]) > 0.05


def far_apart(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> float:
    """The mean difference of a probability. What is learned in ten steps is undecided, and rounding decides much."""
    return float(np.abs(np.exp(ours) - np.exp(theirs)).mean())


def test_the_card_tells_where_it_comes_from(run: Run, artifact: Path) -> None:
    card = load_line_network(artifact).card
    assert card.version == f"{NUMBERS}+{fingerprint(keras.models.load_model(run.best))[:8]}"
    assert card.digits == classifier().card.version
    assert card.training.best_epoch == best(read_history(run.history)).epoch
    assert card.training.config["widths"] == [4, 4, 4, 4]
    assert (card.numbers.strokes.n, card.numbers.pictures.n) == (4, 4)
    assert card.size_bytes == artifact.stat().st_size
    assert card.number_evaluations == ()
    assert (artifact.parent / "report" / "numbers-history.csv").read_bytes() == run.history.read_bytes()


def test_the_file_names_its_ends_and_where_it_comes_from(artifact: Path) -> None:
    proto = onnx.load(artifact)
    onnx.checker.check_model(proto, full_check=True)
    (strips,), (symbols,) = proto.graph.input, proto.graph.output
    assert (strips.name, symbols.name) == ("strips", "log_probabilities")
    assert strips.type.tensor_type.elem_type == onnx.TensorProto.UINT8
    assert [dim.dim_param or dim.dim_value for dim in strips.type.tensor_type.shape.dim] == ["n", 32, "width"]
    assert [dim.dim_param or dim.dim_value for dim in symbols.type.tensor_type.shape.dim] == ["n", "steps", 12]
    metadata = {entry.key: entry.value for entry in proto.metadata_props}
    assert set(metadata) == {"version", "data", "commit", "preprocessing", "temperature", "licence"}


def test_the_temperature_makes_what_is_written_most_probable() -> None:
    rng = np.random.default_rng(1)
    symbols = rng.integers(0, 10, (60, 3)).astype(np.int32)
    path = np.full((60, 6), BLANK)
    path[:, ::2] = np.where(rng.random((60, 3)) < 0.8, symbols, rng.integers(0, 10, (60, 3)))
    logits = 4.0 * np.eye(SYMBOLS, dtype=np.float32)[path]
    found = fit_line_temperature(logits, symbols)

    def loss(temperature: float) -> float:
        return float(tf.reduce_mean(ctc(symbols, logits / np.float32(temperature))))

    assert loss(found) < min(loss(0.9 * found), loss(1.1 * found))
    assert fit_line_temperature(3.0 * logits, symbols) == pytest.approx(3.0 * found, rel=0.01)


def test_a_graph_of_other_weights_has_no_parity(run: Run) -> None:
    model = single_precision(run)
    network = OnnxLineNetwork(Session(build_line_graph(model, 1.5).SerializeToString()), LINE_CARD)
    parity = prove_lines(model, network, 1.5, VALIDATION[0])
    assert parity.n == 12
    assert list(parity.differences) == [
        *("batches of 1, 64 columns", "batches of 64, 64 columns"),
        *("batches of 1, 128 columns", "batches of 64, 128 columns"),
    ]
    model.get_layer("logits").bias.assign_add(np.eye(1, 24, dtype=np.float32)[0])
    with pytest.raises(ParityError, match="Nothing is written"):
        prove_lines(model, network, 1.5, VALIDATION[0])


def served(proto: ModelProto) -> OnnxLineNetwork:
    return OnnxLineNetwork(Session(proto.SerializeToString()), LINE_CARD)


def test_whole_numbers_take_less_room_and_answer_nearly_the_same(run: Run) -> None:
    model = single_precision(run)
    model.get_layer("logits").kernel.assign(np.random.default_rng(1).normal(size=(8, 24)).astype(np.float32))
    exact = build_line_graph(model, 1.5)
    whole = quantise(exact, VALIDATION[0])
    kernels = [
        sum(len(tensor.raw_data) for tensor in graph.graph.initializer if len(tensor.dims) == 4)
        for graph in (exact, whole)
    ]
    assert kernels[1] < 0.6 * kernels[0]  # the first one of five by five is kept
    ours, theirs = (served(graph).symbols(VALIDATION[0]) for graph in (exact, whole))
    assert 0.0 < far_apart(ours, theirs) < 2e-3


class Reads(FakeNetwork):
    """What is written on the lines of VALIDATION."""

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        said = super().symbols(strips)
        for line, symbols in enumerate(VALIDATION[1]):
            for place, symbol in enumerate(symbols[symbols >= 0]):
                said[line, 2 * place, symbol] = 1.0
        return said


def test_whole_numbers_that_lose_lines_are_refused() -> None:
    prove_rounded(Reads(), Reads(), VALIDATION)
    with pytest.raises(ParityError, match=r"loses 100\.0% of the lines"):
        prove_rounded(Reads(), FakeNetwork(), VALIDATION)


def test_exporting_an_empty_run_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="train first"):
        export_lines(Run(tmp_path), classifier(), VALIDATION, NUMBERS_TO_FIT, tmp_path / "numbers.onnx")
    assert not list(tmp_path.iterdir())
