"""ONNX graphs of fitted models, and the ends that the service knows put on them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import onnx.compose
import tensorflow as tf
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from backend.recognition.classifier import INPUT, OUTPUTS
from model_training.comparison.digits import PIXELS
from model_training.comparison.fitted import SCORES
from model_training.graph import DIGITS, OPSET, convert

FLAT = "pixels"
"""The input of a graph that a converter made: float32 (n, PIXELS), 0 to 1."""

_INSIDE = "model/"
_IR = 8  # the oldest that knows of OPSET

Constants = dict[str, NDArray[Any] | np.float32]
"""By the names that nodes know them by."""


def from_tensors(scores: Callable[[tf.Tensor], tf.Tensor]) -> ModelProto:
    """Of a function from float32 (n, PIXELS) pixels, 0 to 1, to (n, 10) scores."""

    def answers(frames: tf.Tensor) -> tf.Tensor:
        return scores(tf.reshape(tf.cast(frames, tf.float32), (-1, PIXELS)) / 255.0)

    return convert(answers, {INPUT: ("n", 28, 28)}, {SCORES: ("n", DIGITS)}, {})


def from_converter(converted: ModelProto, floor: float | None) -> ModelProto:
    """Of a converter's graph, which takes FLAT: its second output is the scores, or with a floor it is probabilities.

    Then the scores are the logarithms of what is `floor` above them: a forest may say 0, which no logarithm has.
    """
    proto = onnx.compose.add_prefix(converted, _INSIDE)  # its names may be ours
    output = proto.graph.output[1].name
    before = [
        helper.make_node("Cast", [INPUT], ["ink"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["ink", "flat_shape"], ["flat_ink"]),
        helper.make_node("Div", ["flat_ink", "white"], [_INSIDE + FLAT]),
    ]
    constants: Constants = {"flat_shape": np.array([-1, PIXELS]), "white": np.float32(255)}
    after = [helper.make_node("Identity", [output], [SCORES])]
    if floor is not None:
        constants["floor"] = np.float32(floor)
        after = [helper.make_node("Add", [output, "floor"], ["above"]), helper.make_node("Log", ["above"], [SCORES])]
    _surround(proto.graph, before, after, constants)
    if all(one.domain for one in proto.opset_import):  # trees alone know of no Cast
        proto.opset_import.append(helper.make_opsetid("", OPSET))
        proto.ir_version = max(proto.ir_version, _IR)
    del proto.graph.input[:], proto.graph.output[:]
    proto.graph.input.append(helper.make_tensor_value_info(INPUT, TensorProto.UINT8, ["n", 28, 28]))
    proto.graph.output.append(helper.make_tensor_value_info(SCORES, TensorProto.FLOAT, ["n", DIGITS]))
    return proto


def served(scores: ModelProto, temperature: float, metadata: dict[str, str]) -> ModelProto:
    """The graph with the service's outputs: softmax(scores / temperature), and 0 for both doubts.

    None of these kinds ever saw what is no digit; 0 is no answer of theirs, it says that they have none.
    """
    proto = ModelProto()
    proto.CopyFrom(scores)
    after = [
        helper.make_node("Div", [SCORES, "temperature"], ["tempered"]),
        helper.make_node("Softmax", ["tempered"], [OUTPUTS[0]], axis=1),
        helper.make_node("MatMul", [OUTPUTS[0], "no_doubt"], [OUTPUTS[1]]),
    ]
    constants: Constants = {"temperature": np.float32(temperature), "no_doubt": np.zeros((DIGITS, 2), np.float32)}
    _surround(proto.graph, [], after, constants)
    del proto.graph.output[:]
    for name, columns in zip(OUTPUTS, (DIGITS, 2), strict=True):
        proto.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", columns]))
    proto.producer_name, proto.doc_string = "inkdigit", ""
    helper.set_model_props(proto, metadata)
    onnx.checker.check_model(proto)
    return proto


def _surround(graph: GraphProto, before: list[NodeProto], after: list[NodeProto], constants: Constants) -> None:
    inside = list(graph.node)
    del graph.node[:]
    graph.node.extend([*before, *inside, *after])
    graph.initializer.extend(onnx.numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items())
