"""Two networks in one graph, and the large one out of it again. What a cascade answers: `tests.recognition`."""

import numpy as np
import onnx
import pytest
from onnx import ModelProto, TensorProto, helper

from model_training.cascade import join, large_of
from model_training.certainty import ask
from model_training.errors import RunError
from tests.recognition.artifacts import inky_model

QUICK, LARGE = (onnx.load_from_string(inky_model(first=first)) for first in (0, 1))


def test_the_large_network_comes_out_as_it_went_in() -> None:
    out = large_of(join(QUICK, LARGE, 0.5, 0.5))
    onnx.checker.check_model(out, full_check=True)
    frames = np.random.default_rng(1).integers(0, 3, (9, 28, 28)).astype(np.uint8)
    assert np.array_equal(ask(out, frames).probabilities, ask(LARGE, frames).probabilities)
    assert np.array_equal(ask(out, frames).outliers, ask(LARGE, frames).outliers)
    assert [node.output for node in out.graph.node] == [node.output for node in LARGE.graph.node]


def test_what_is_no_cascade_is_the_large_network_itself() -> None:
    assert large_of(LARGE) is LARGE


def branching() -> ModelProto:
    """A graph with branches of another kind."""
    value = helper.make_tensor_value_info("there", TensorProto.FLOAT, [1])
    branch = helper.make_graph([helper.make_node("Identity", ["x"], ["there"])], "branch", [], [value])
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("x", "y")]
    whether = helper.make_tensor_value_info("whether", TensorProto.BOOL, [])
    question = helper.make_node("If", ["whether"], ["y"], then_branch=branch, else_branch=branch)
    return helper.make_model(helper.make_graph([question], "other", [ends[0], whether], ends[1:]))


def test_branches_of_another_kind_are_refused() -> None:
    with pytest.raises(RunError, match="no cascade"):
        large_of(branching())
