"""The ONNX graph of the network for lines: uint8 strips in, logarithms of calibrated probabilities out.

Scaling, softmax and temperature are inside, so that no caller can get them wrong.
"""

import keras
import numpy as np
import onnx
import tensorflow as tf
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from backend.recognition.line_network import INPUT, OUTPUT, SYMBOLS
from backend.recognition.strip import HEIGHT
from model_training.graph import convert


def build_line_graph(model: keras.Model, temperature: float, metadata: dict[str, str]) -> ModelProto:
    """The network with log_softmax(logits / temperature) behind it, checked, with `metadata` inside the file."""

    def answers(strips: tf.Tensor) -> tf.Tensor:
        return tf.nn.log_softmax(model(strips, training=False) / temperature)

    return convert(answers, {INPUT: ("n", HEIGHT, "width")}, {OUTPUT: ("n", "steps", SYMBOLS)}, metadata)


def halve(proto: ModelProto) -> ModelProto:
    """A copy, checked, whose weights are stored in half precision and cast to float32 when it is loaded.

    It takes half the room and the same time: ONNX Runtime folds the casts before the first strip. Scales and biases,
    everything with a single axis, stay as they are.
    """
    copy = ModelProto()
    copy.CopyFrom(proto)
    casts: list[NodeProto] = []
    for tensor in copy.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and len(tensor.dims) > 1:
            name = tensor.name
            half = numpy_helper.to_array(tensor).astype(np.float16)
            tensor.CopyFrom(numpy_helper.from_array(half, f"{name}_half"))
            casts.append(helper.make_node("Cast", [tensor.name], [name], f"{name}_cast", to=TensorProto.FLOAT))
    nodes = [*casts, *copy.graph.node]
    del copy.graph.node[:]
    copy.graph.node.extend(nodes)
    onnx.checker.check_model(copy, full_check=True)
    return copy
