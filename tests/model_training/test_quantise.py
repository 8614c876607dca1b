"""A network in whole numbers beside the same one in floats."""

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, numpy_helper

from model_training.certainty import ask
from model_training.graph import build_graph
from model_training.quantise import quantise
from tests.model_training.digits import small_digits
from tests.model_training.networks import uneven_network

FRAMES = small_digits(100).frames


@pytest.fixture(scope="module")
def floats() -> ModelProto:
    return build_graph(uneven_network(), 20.0, {"version": "1"})


@pytest.fixture(scope="module")
def whole(floats: ModelProto) -> ModelProto:
    return quantise(floats, FRAMES)


def kernels(proto: ModelProto, kind: int) -> dict[str, NDArray[np.generic]]:
    """Of convolutions whose weights are of this kind."""
    held = {one.name: numpy_helper.to_array(one) for one in proto.graph.initializer if one.data_type == kind}
    return {name: value for name, value in held.items() if value.ndim == 4}


def test_every_channel_has_its_own_scale_and_seven_bits(floats: ModelProto, whole: ModelProto) -> None:
    onnx.checker.check_model(whole, full_check=True)
    rounded = kernels(whole, TensorProto.INT8)
    for kernel in rounded.values():
        assert np.abs(kernel).max(axis=(1, 2, 3)).tolist() == [64] * len(kernel)
    first, *_, pooling = [node.input[1] for node in floats.graph.node if node.op_type == "Conv"]
    kept = kernels(whole, TensorProto.FLOAT)
    assert kept.keys() == {first, pooling}
    assert len(rounded) == len(kernels(floats, TensorProto.FLOAT)) - len(kept)


def test_it_answers_nearly_the_same(floats: ModelProto, whole: ModelProto) -> None:
    ours, theirs = ask(whole, FRAMES), ask(floats, FRAMES)
    assert ours.probabilities == pytest.approx(theirs.probabilities, abs=0.05)
    assert ours.outliers == pytest.approx(theirs.outliers, abs=0.05)
    assert not np.array_equal(ours.probabilities, theirs.probabilities)


def test_what_lies_between_is_as_wide_as_the_frames_make_it(floats: ModelProto) -> None:
    dim, bright = (quantise(floats, frames) for frames in (FRAMES // 4, FRAMES))
    ours, theirs = ask(dim, FRAMES), ask(bright, FRAMES)
    assert np.abs(ours.probabilities - theirs.probabilities).max() > 0.05
    assert ask(dim, FRAMES // 4).probabilities == pytest.approx(ask(floats, FRAMES // 4).probabilities, abs=0.05)


def test_ends_and_versions_stay(floats: ModelProto, whole: ModelProto) -> None:
    assert whole.graph.input == floats.graph.input
    assert [one.name for one in whole.graph.output] == [one.name for one in floats.graph.output]
    assert whole.opset_import == floats.opset_import
    assert not whole.metadata_props
