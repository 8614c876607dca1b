"""The network for lines out of its file: it answers as the file does."""

import dataclasses
from pathlib import Path

import keras
import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from backend.recognition.line_network import OnnxLineNetwork, load_line_network
from backend.recognition.session import Session
from model_training.config import TrainConfig
from model_training.errors import GraphError, RunError
from model_training.lines.config import LineConfig
from model_training.lines.data import Hands, batch
from model_training.lines.graph import build_line_graph
from model_training.lines.network import build
from model_training.lines.unfolded import line_file_start, unfold_lines
from model_training.quantise import quantise
from tests.model_training.lines.blocks import blocks

SHIPPED = Path(__file__).parents[3] / "artifacts" / "numbers.onnx"
SINGLE = dataclasses.replace(LineConfig.of(load_line_network(SHIPPED).card.training), precision="float32")
STRIPS, _ = batch(Hands([blocks(1, 5, 9)], [], []), LineConfig(width=96), 24, np.random.default_rng(20))


def log_probabilities(network: keras.Model, *, training: bool = False) -> NDArray[np.float32]:
    logits = network(STRIPS, training=training) / load_line_network(SHIPPED).card.temperature
    return np.asarray(keras.ops.log_softmax(logits))


def test_a_start_answers_as_the_file_also_while_it_learns() -> None:
    network = build(SINGLE)
    line_file_start(SHIPPED, SINGLE, STRIPS).give(network)
    file = load_line_network(SHIPPED).symbols(STRIPS)
    for training in (False, True):  # what lies between the layers is rounded in the file
        assert np.abs(np.exp(log_probabilities(network, training=training)) - np.exp(file)).mean() < 2e-3


def test_what_is_told_of_a_start_names_the_file() -> None:
    start = line_file_start(SHIPPED, SINGLE, STRIPS)
    assert start.told.startswith(f"begun with the weights of {load_line_network(SHIPPED).card.version} (sha256 ")


def test_a_file_that_learned_from_digits_that_are_to_be_held_out_is_refused() -> None:
    with pytest.raises(RunError, match="use its seed"):
        line_file_start(SHIPPED, dataclasses.replace(SINGLE, split=SINGLE.lot + 1), STRIPS)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="There is no model card"):
        line_file_start(tmp_path / "none.onnx", SINGLE, STRIPS)


@pytest.mark.parametrize("towers", [1, 2, 3])
def test_each_tower_gets_its_own_weights(towers: int) -> None:
    rng = np.random.default_rng(20)
    config = LineConfig(widths=(4, 8, 8, 16), towers=towers, precision="float32")
    network, card = build(config), load_line_network(SHIPPED).card
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 1.5, weights.shape) for weights in layer.get_weights()])
    network.get_layer("logits").bias.assign(rng.normal(size=24).astype(np.float32))
    proto = quantise(build_line_graph(network, card.temperature), STRIPS)
    served = OnnxLineNetwork(Session(proto.SerializeToString()), card)
    unfolded = unfold_lines(proto, served, config, STRIPS)
    ours, theirs = (np.asarray(model(STRIPS)) for model in (unfolded, network))
    assert np.abs(ours - theirs).mean() < 0.05 * np.abs(theirs).mean()


def test_a_graph_of_another_network_is_refused() -> None:
    narrower = dataclasses.replace(SINGLE, widths=(32, 64, 96, 96))
    with pytest.raises(GraphError, match="not that of the network"):
        unfold_lines(onnx.load(SHIPPED), load_line_network(SHIPPED), narrower, STRIPS)


def test_a_graph_that_answers_otherwise_is_refused() -> None:
    proto, card = onnx.load(SHIPPED), load_line_network(SHIPPED).card
    network = OnnxLineNetwork(Session(SHIPPED.read_bytes()), dataclasses.replace(card, temperature=9.0))
    with pytest.raises(GraphError, match="not that of the network"):
        unfold_lines(proto, network, SINGLE, STRIPS)


def test_lines_learn_on_where_their_digits_do() -> None:
    assert SINGLE.digits().held_out == TrainConfig().held_out
