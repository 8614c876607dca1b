"""The network for lines back out of an exported file, ready to learn on: see `model_training.unfolded`."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, numpy_helper

from backend.recognition.line_network import OnnxLineNetwork
from model_training.chunks import chunks
from model_training.errors import GraphError, ParityError
from model_training.file_start import exported_start
from model_training.lines.config import LineConfig
from model_training.lines.network import build
from model_training.models import load_lines
from model_training.parity import prove_about
from model_training.unfolded import normalise, normalised_weights
from model_training.warm_start import Start

_MEAN_DIFFERENCE = 0.01
"""Of a probability, that what lies between the layers makes where it is rounded, too; another network makes 0.1."""

_SAME_NUMBERS = ("Reshape", "Transpose")


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
    """The network of a config with the weights of a graph, in single precision, as they were rounded.

    Proved on the strips: it answers as `network`, which has the same graph. Raises GraphError where it does not.
    """
    unfolded = build(dataclasses.replace(config, precision="float32"))
    temperature = network.card.temperature

    def ask(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        logits = keras.ops.divide(unfolded.predict_on_batch(batch), temperature)
        return np.asarray(keras.ops.softmax(logits))

    try:
        unfolded.set_weights(_weights(proto.graph))
        prove_about(ask, lambda batch: np.exp(network.symbols(batch)), chunks(strips, 64), _MEAN_DIFFERENCE)
    except (ValueError, KeyError, ParityError) as error:
        raise GraphError("the ONNX graph is not that of the network which its training config describes") from error
    return unfolded


def _weights(graph: GraphProto) -> list[NDArray[Any]]:
    """In the order in which the network has them. Raises ValueError or KeyError: it has other layers."""
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    rounded = [node for node in graph.node if node.op_type == "DequantizeLinear" and node.input[0] in held]
    held |= {node.output[0]: _in_floats(node, held) for node in rounded}
    (product,) = [node for node in graph.node if node.op_type == "MatMul"]
    matrix = held[product.input[1]]
    sums = [held[name] for node in graph.node if node.op_type == "Add" for name in node.input if name in held]
    (offset,) = [one for one in sums if one.shape == matrix.shape[1:]]
    layers: list[NDArray[Any]] = []
    for beside in zip(*_towers(graph, product.input[0]), strict=True):
        folded = [[held[name] for name in node.input if name in held] for node in beside]
        split = [normalised_weights(kernel, bias) for kernel, bias in folded]
        layers += [*(kernel for kernel, *_ in split), *(weight for _, *scales in split for weight in scales)]
    return [*layers, matrix, offset]


def _towers(graph: GraphProto, end: str) -> list[list[NodeProto]]:
    """The convolutions of each tower; side by side they make what is called `end`."""
    makers = {name: node for node in graph.node for name in node.output}
    while makers[end].op_type in _SAME_NUMBERS:
        end = makers[end].input[0]
    ends = makers[end].input if makers[end].op_type == "Concat" else [end]
    return [_convolutions(graph.node, one) for one in ends]


def _convolutions(nodes: Sequence[NodeProto], end: str) -> list[NodeProto]:
    """Those that lead to `end`. Nodes stand in the order in which they are computed."""
    wanted, found = {end}, []
    for node in reversed(nodes):
        if not wanted.isdisjoint(node.output) and node.op_type != "Shape":
            wanted.update(node.input)
            found += [node] if node.op_type == "Conv" else []
    return found[::-1]


def _in_floats(node: NodeProto, held: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """Whole numbers times the scale of their channel, the first axis."""
    whole, scale = (held[name] for name in node.input[:2])
    return np.asarray(whole * scale.reshape(-1, *[1] * (whole.ndim - 1)), dtype=np.float32)
