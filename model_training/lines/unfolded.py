"""The network for lines back out of an exported file, ready to learn on: see `model_training.unfolded`."""

import dataclasses
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, numpy_helper

from backend.recognition.line_network import OnnxLineNetwork
from model_training.chunks import chunks
from model_training.errors import GraphError, ParityError
from model_training.file_start import exported_start
from model_training.lines.config import LineConfig
from model_training.lines.network import build
from model_training.models import load_lines
from model_training.parity import prove
from model_training.unfolded import normalise, normalised_weights
from model_training.warm_start import Start

_LARGEST_DIFFERENCE = 1e-3
"""Of a probability, that other libraries may make of the same weights."""


def line_file_start(model: Path, wanted: LineConfig, strips: NDArray[np.uint8]) -> Start:
    """The weights in an ONNX file that `export` wrote of a network for lines, ready to learn on by uint8
    (n, HEIGHT, width) strips.

    Raises RunError, also where it learned from digits that `wanted` holds out, and GraphError.
    """
    network = load_lines(model)
    config = LineConfig.of(network.card.training)
    wanted.digits().refuse_learned(f"the network in {model}", config.digits())
    unfolded = unfold_lines(onnx.load(model), network, config, strips)
    normalise(unfolded, strips)
    return exported_start(unfolded, network.card)


def unfold_lines(
    proto: ModelProto, network: OnnxLineNetwork, config: LineConfig, strips: NDArray[np.uint8]
) -> keras.Model:
    """The network of a config with the weights of a graph, in single precision.

    Proved on the strips: it answers as `network`, which has the same graph. Raises GraphError where it does not.
    """
    unfolded = build(dataclasses.replace(config, precision="float32"))
    temperature = network.card.temperature

    def ask(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        logits = keras.ops.divide(unfolded.predict_on_batch(batch), temperature)
        return np.asarray(keras.ops.softmax(logits))

    try:
        unfolded.set_weights(_weights(proto.graph))
        own = {"batches of 64": chunks(strips, 64)}
        prove(ask, lambda batch: np.exp(network.symbols(batch)), own, _LARGEST_DIFFERENCE)
    except (ValueError, ParityError) as error:
        raise GraphError("the ONNX graph is not that of the network which its training config describes") from error
    return unfolded


def _weights(graph: GraphProto) -> list[NDArray[Any]]:
    """In the order in which the network has them. Raises ValueError where the graph has other layers."""
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    casts = [node for node in graph.node if node.op_type == "Cast" and node.input[0] in held]
    held |= {node.output[0]: held[node.input[0]].astype(np.float32) for node in casts}  # stored in half precision
    folded = [[held[name] for name in node.input if name in held] for node in graph.node if node.op_type == "Conv"]
    (matrix,) = [held[node.input[1]] for node in graph.node if node.op_type == "MatMul"]
    sums = [held[name] for node in graph.node if node.op_type == "Add" for name in node.input if name in held]
    (offset,) = [one for one in sums if one.shape == matrix.shape[1:]]
    convolved = [weight for kernel, bias in folded for weight in normalised_weights(kernel, bias)]
    return [*convolved, matrix, offset]
