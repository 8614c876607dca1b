"""The network in a file, taken out of it again: it answers as the file does."""

import dataclasses
from pathlib import Path

import keras
import numpy as np
import pytest
from onnx import GraphProto, ModelProto, helper

from model_training.errors import GraphError, RunError
from model_training.graph import build_graph
from model_training.unfolded import LARGEST_DIFFERENCE, normalise, unfold, unfold_file
from tests.model_training.digits import TINY, small_digits
from tests.model_training.networks import uneven_network, write
from tests.recognition.artifacts import inky_model, store

FRAMES = small_digits(100).frames
SHIPPED = Path(__file__).parents[2] / "artifacts" / "digits.onnx"


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return uneven_network()


@pytest.fixture(scope="module")
def proto(network: keras.Model) -> ModelProto:
    return build_graph(network, 0.5, {})


def test_a_file_gives_back_the_network_that_it_was_made_of(network: keras.Model, tmp_path: Path) -> None:
    found = unfold_file(write(network, tmp_path), FRAMES)
    assert np.allclose(found.predict(FRAMES, verbose=0), network.predict(FRAMES, verbose=0), atol=LARGEST_DIFFERENCE)


def test_also_one_with_blocks_before_the_picture_is_halved(network: keras.Model) -> None:
    config = dataclasses.replace(TINY, stem_blocks=1)
    larger = uneven_network(config)
    assert larger.count_params() > network.count_params()
    found = unfold(build_graph(larger, 1.0, {}).graph, config, FRAMES)
    assert np.allclose(found.predict(FRAMES, verbose=0), larger.predict(FRAMES, verbose=0), atol=LARGEST_DIFFERENCE)


def test_the_shipped_file_gives_back_its_network() -> None:
    assert unfold_file(SHIPPED, FRAMES).count_params() > 200_000


def test_a_branch_that_takes_its_frames_from_outside_is_as_good(network: keras.Model, proto: ModelProto) -> None:
    branch = helper.make_graph(proto.graph.node, "else", [], proto.graph.output, proto.graph.initializer)
    found = unfold(branch, TINY, FRAMES).predict(FRAMES, verbose=0)
    assert np.allclose(found, network.predict(FRAMES, verbose=0), atol=LARGEST_DIFFERENCE)


def test_normalised_it_answers_the_same_also_while_it_learns(proto: ModelProto) -> None:
    bare, ready = unfold(proto.graph, TINY, FRAMES), unfold(proto.graph, TINY, FRAMES)
    normalise(ready, FRAMES)
    wanted = bare.predict(FRAMES, verbose=0)
    assert np.allclose(ready.predict(FRAMES, verbose=0), wanted, atol=0.01)
    assert np.allclose(np.asarray(ready(FRAMES, training=True)), wanted, atol=0.01)
    assert np.abs(np.asarray(bare(FRAMES, training=True)) - wanted).max() > 1


def other(proto: ModelProto, kind: str) -> GraphProto:
    """The graph with another step in the place of each of this kind."""
    graph = GraphProto()
    graph.CopyFrom(proto.graph)
    for node in graph.node:
        if node.op_type == kind:
            node.op_type = {"Relu": "Sigmoid", "MatMul": "Gemm", "Conv": "ConvTranspose"}[kind]
    return graph


@pytest.mark.parametrize("kind", ["Relu", "MatMul", "Conv"])
def test_a_graph_with_other_steps_is_refused(kind: str, proto: ModelProto) -> None:
    with pytest.raises(GraphError, match="not that of the network which its training config describes"):
        unfold(other(proto, kind), TINY, FRAMES)


@pytest.mark.parametrize("change", [{"widths": (4, 8, 16)}, {"blocks": (1, 2)}, {"stem_blocks": 1}])
def test_a_graph_of_another_config_is_refused(change: dict[str, object], proto: ModelProto) -> None:
    with pytest.raises(GraphError, match="not that of the network which its training config describes"):
        unfold(proto.graph, dataclasses.replace(TINY, **change), FRAMES)  # type: ignore[arg-type]


def test_another_kind_of_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        GraphError, match=r"^digits\.onnx is another kind of model than the network that `train` makes$"
    ):
        unfold_file(store(tmp_path, inky_model()), FRAMES)


def test_a_file_that_the_service_refuses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="There is no model card"):
        unfold_file(tmp_path / "none.onnx", FRAMES)
