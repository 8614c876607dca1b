"""The ONNX graph: uint8 frames in, calibrated probabilities and the doubt whether it is a digit out.

Scaling, softmax and temperature are inside, so that no caller can get them wrong.
"""

import hashlib
from collections.abc import Callable

import keras
import numpy as np
import onnx
import tensorflow as tf
import tf2onnx
from onnx import ModelProto, TensorProto, helper

from backend.recognition.classifier import INPUT, OUTPUTS
from model_training.outliers import CLASSES

OPSET = 18
DIGITS = 10


Dims = tuple[str | int, ...]
"""The shape of an end of a graph; a free dimension is its name."""


def build_graph(model: keras.Model, temperature: float, metadata: dict[str, str]) -> ModelProto:
    """The network with softmax(logits / temperature) behind it, checked, with `metadata` inside the file.

    "probabilities" is the softmax over the digits alone, "outliers" what the softmax over all classes gives the others.
    """

    def answers(frames: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        logits = model(frames, training=False) / temperature
        return tf.nn.softmax(logits[:, :DIGITS]), tf.nn.softmax(logits)[:, DIGITS:]

    shapes: tuple[Dims, ...] = (("n", DIGITS), ("n", CLASSES - DIGITS))
    return convert(answers, {INPUT: ("n", 28, 28)}, dict(zip(OUTPUTS, shapes, strict=True)), metadata)


def convert(
    answers: Callable[..., object], takes: dict[str, Dims], gives: dict[str, Dims], metadata: dict[str, str]
) -> ModelProto:
    """A function of uint8 tensors as a graph with these ends, checked, with `metadata` inside the file."""
    signature = [
        tf.TensorSpec([None if isinstance(dim, str) else dim for dim in dims], tf.uint8, name=name)
        for name, dims in takes.items()
    ]
    function = tf.function(answers, input_signature=signature)
    proto: ModelProto
    proto, _ = tf2onnx.convert.from_function(function, signature, opset=OPSET)
    _name_ends(proto, takes, gives)
    proto.producer_name, proto.doc_string = "inkdigit", ""
    helper.set_model_props(proto, metadata)
    onnx.checker.check_model(proto, full_check=True)
    return proto


def with_logits(proto: ModelProto) -> ModelProto:
    """A copy that also answers "logits": what goes into both softmaxes, that is the network's logits by temperature."""
    copy = ModelProto()
    copy.CopyFrom(proto)
    sliced = {node.input[0] for node in copy.graph.node if node.op_type == "Slice"}
    softmax = next(node for node in copy.graph.node if node.op_type == "Softmax" and node.input[0] in sliced)
    identity = helper.make_node("Identity", [softmax.input[0]], ["logits"])
    copy.graph.node.append(identity)
    copy.graph.output.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", CLASSES]))
    return copy


def fingerprint(model: keras.Model) -> str:
    """SHA-256 of the network's weights, hexadecimal: the same weights have it on every machine."""
    digest = hashlib.sha256()
    for weight in model.get_weights():
        digest.update(np.ascontiguousarray(weight, dtype="<f4").tobytes())
    return digest.hexdigest()


def _name_ends(proto: ModelProto, takes: dict[str, Dims], gives: dict[str, Dims]) -> None:
    """Gives outputs and free dimensions their names; the converter invents its own."""
    invented = {output.name: name for output, name in zip(proto.graph.output, gives, strict=True)}
    for node in proto.graph.node:
        node.output[:] = [invented.get(name, name) for name in node.output]
    for output in proto.graph.output:
        output.name = invented[output.name]
    for end in (*proto.graph.input, *proto.graph.output):
        for dim, named in zip(end.type.tensor_type.shape.dim, (takes | gives)[end.name], strict=True):
            if isinstance(named, str):
                dim.dim_param = named
