"""The network back out of an exported file: its weights in layers that have gradients and can learn on.

The converter folds each batch normalisation into the convolution before it, so that the graph holds one kernel and one
bias for both. Here the kernel goes to the convolution and the bias to the normalisation, which does nothing else: for
learning on it has to `normalise`.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from backend.recognition.session import Session
from model_training.cascade import large_of
from model_training.chunks import chunks
from model_training.config import TrainConfig
from model_training.errors import GraphError, ParityError, RunError
from model_training.graph import OPSET
from model_training.models import load_digits, load_model
from model_training.network import build
from model_training.outliers import CLASSES
from model_training.parity import prove

PROOF = 256
"""Frames at most on which the network is compared with the graph."""

LARGEST_DIFFERENCE = 1e-3
"""Of a logit, that other libraries may make of the same weights: they add up in another order."""

_IR = 8  # the oldest that knows of OPSET


def unfold_file(model: Path, frames: NDArray[np.uint8]) -> keras.Model:
    """The network in an ONNX file that `export` wrote, of a cascade the large one, proved on frames as `unfold` does.

    Raises RunError where the service would refuse the file, and GraphError where it holds another kind of model.
    """
    load_model(model)
    try:
        _, config = load_digits(model)
    except RunError as error:
        raise GraphError(f"{model.name} is another kind of model than the network that `train` makes") from error
    return unfold(large_of(onnx.load(model)).graph, config, frames)


def unfold(graph: GraphProto, config: TrainConfig, frames: NDArray[np.uint8]) -> keras.Model:
    """The network of `build(config)` with the weights that a graph holds.

    Proved on the first PROOF of uint8 (n, 28, 28) frames: its logits are those of the graph, before any temperature,
    within LARGEST_DIFFERENCE. The graph may be a branch of another one, from which it takes the frames alone.

    Raises GraphError: the graph is none of such a network.
    """
    network = build(config)
    try:
        network.set_weights(_weights(graph))
        to_logits = _to_logits(graph)
        session, ends = Session(to_logits.SerializeToString()), (to_logits.graph.input[0], to_logits.graph.output[0])
        prove(
            lambda batch: np.asarray(network.predict_on_batch(batch)),
            lambda batch: session.run([ends[1].name], {ends[0].name: batch})[0],
            {"batches of 64": chunks(frames[:PROOF], 64)},
            LARGEST_DIFFERENCE,
        )
    except (ValueError, ParityError) as error:
        raise GraphError("the ONNX graph is not that of the network which its training config describes") from error
    return network


def normalise(network: keras.Model, frames: NDArray[np.uint8]) -> None:
    """Has the normalisations of an unfolded network scale by what it makes of real frames, uint8 (n, 28, 28), and back.

    Its answers stay the same; but where it learns on, a normalisation takes mean and variance of each batch instead of
    those it keeps, and one that keeps 0 and 1 would then make another network of it.
    """
    layers = [layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization)]
    taken = keras.Model(network.input, [layer.input for layer in layers]).predict(frames, batch_size=64, verbose=0)
    for layer, values in zip(layers, taken, strict=True):
        mean, variance = values.mean(axis=(0, 1, 2)), values.var(axis=(0, 1, 2))
        _, bias, _, _ = layer.get_weights()
        layer.set_weights([np.sqrt(variance + layer.epsilon), bias + mean, mean, variance])


def _weights(graph: GraphProto) -> list[NDArray[Any]]:
    """In the order in which the network has them. Raises ValueError where the graph has other layers."""
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}

    def of(node: NodeProto) -> list[NDArray[Any]]:
        return [held[name] for name in node.input if name in held]

    *folded, (pooling,) = [of(node) for node in graph.node if node.op_type == "Conv"]
    (matrix,), (offset,) = map(of, _dense(graph))
    places = pooling.reshape(folded[-1][0].shape[0], -1, *pooling.shape[2:]).transpose(2, 3, 0, 1)
    return [*(weight for kernel, bias in folded for weight in normalised_weights(kernel, bias)), places, matrix, offset]


def normalised_weights(kernel: NDArray[Any], bias: NDArray[Any]) -> list[NDArray[Any]]:
    """Of a convolution and of the normalisation behind it: gamma, beta, mean and variance, by which it adds `bias`."""
    one, epsilon = np.ones_like(bias), keras.layers.BatchNormalization().epsilon
    return [kernel.transpose(2, 3, 1, 0), one, bias, 0 * one, one - epsilon]


def _dense(graph: GraphProto) -> tuple[NodeProto, NodeProto]:
    """The product with a matrix, and what adds the bias to it. Raises ValueError."""
    (product,) = [node for node in graph.node if node.op_type == "MatMul"]
    (added,) = [node for node in graph.node if product.output[0] in node.input]
    return product, added


def _to_logits(graph: GraphProto) -> ModelProto:
    """What the graph does before softmax and temperature, for itself. Raises ValueError where it takes several things.

    Nodes stand in the order in which they are computed.
    """
    (name,) = _dense(graph)[1].output
    end = next(place for place, node in enumerate(graph.node) if name in node.output)
    nodes = graph.node[: end + 1]
    used = {name for node in nodes for name in node.input}
    held = [one for one in graph.initializer if one.name in used]
    (frames,) = used.difference((one.name for one in held), *(node.output for node in nodes))
    takes = helper.make_tensor_value_info(frames, TensorProto.UINT8, ["n", 28, 28])
    gives = helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", CLASSES])
    alone = helper.make_graph(nodes, "digits", [takes], [gives], held)
    return helper.make_model(alone, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=_IR)
