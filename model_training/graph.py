"""The ONNX graph: uint8 frames in, calibrated probabilities out, so that no caller can get scaling wrong."""

import hashlib

import keras
import numpy as np
import onnx
import tensorflow as tf
import tf2onnx
from onnx import ModelProto, TensorProto, helper

from backend.recognition.classifier import INPUT, OUTPUT

OPSET = 18


def build_graph(model: keras.Model, temperature: float, metadata: dict[str, str]) -> ModelProto:
    """The network with softmax(logits / temperature) behind it, checked, with `metadata` inside the file."""
    signature = [tf.TensorSpec((None, 28, 28), tf.uint8, name=INPUT)]

    def probabilities(frames: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(model(frames, training=False) / temperature)

    function = tf.function(probabilities, input_signature=signature)
    proto: ModelProto
    proto, _ = tf2onnx.convert.from_function(function, signature, opset=OPSET)
    _name_ends(proto)
    proto.producer_name, proto.doc_string = "inkdigit", ""
    helper.set_model_props(proto, metadata)
    onnx.checker.check_model(proto, full_check=True)
    return proto


def with_logits(proto: ModelProto) -> ModelProto:
    """A copy that also answers "logits": what goes into the softmax, that is the network's logits by temperature."""
    copy = ModelProto()
    copy.CopyFrom(proto)
    softmax = next(node for node in copy.graph.node if node.op_type == "Softmax")
    identity = helper.make_node("Identity", [softmax.input[0]], ["logits"])
    copy.graph.node.append(identity)
    copy.graph.output.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 10]))
    return copy


def fingerprint(model: keras.Model) -> str:
    """SHA-256 of the network's weights, hexadecimal: the same weights have it on every machine."""
    digest = hashlib.sha256()
    for weight in model.get_weights():
        digest.update(np.ascontiguousarray(weight, dtype="<f4").tobytes())
    return digest.hexdigest()


def _name_ends(proto: ModelProto) -> None:
    """Gives output and batch dimension their names; the converter invents its own."""
    invented = proto.graph.output[0].name
    for node in proto.graph.node:
        node.output[:] = [OUTPUT if name == invented else name for name in node.output]
    proto.graph.output[0].name = OUTPUT
    for end in (*proto.graph.input, *proto.graph.output):
        end.type.tensor_type.shape.dim[0].dim_param = "n"
