"""The ONNX graph of the network for lines: uint8 strips in, logarithms of calibrated probabilities out.

Scaling, softmax and temperature are inside, so that no caller can get them wrong.
"""

import keras
import tensorflow as tf
from onnx import ModelProto

from backend.recognition.line_network import INPUT, OUTPUT, SYMBOLS
from backend.recognition.strip import HEIGHT
from model_training.graph import convert


def build_line_graph(model: keras.Model, temperature: float) -> ModelProto:
    """The network with log_softmax(logits / temperature) behind it, checked."""

    def answers(strips: tf.Tensor) -> tf.Tensor:
        return tf.nn.log_softmax(model(strips, training=False) / temperature)

    return convert(answers, {INPUT: ("n", HEIGHT, "width")}, {OUTPUT: ("n", "steps", SYMBOLS)}, {})
