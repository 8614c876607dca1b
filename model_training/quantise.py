"""A network in whole numbers: static quantisation with weights of int8, a scale for each channel of them.

After Jacob et al. 2018, "Quantization and training of neural networks for efficient integer-arithmetic-only inference".
The first convolution and what is behind the last one that sees all channels stay in floats: ONNX Runtime is no quicker
at these in whole numbers.
"""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from tqdm import tqdm


def quantise(proto: ModelProto, pictures: NDArray[np.uint8]) -> ModelProto:
    """The same graph with convolutions in whole numbers; its ends stay as they are, its metadata are left out.

    What lies between them is uint8, in the range that it has for `pictures`, uint8 (n, height, width) as the graph
    takes them. Weights have 7 bits of the 8: two products of them then add up in 16 bits, as they do on processors
    without VNNI.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready, goal = Path(folder) / "ready.onnx", Path(folder) / "quantised.onnx"
        quant_pre_process(proto, ready, skip_optimization=True, skip_symbolic_shape=True)
        quantize_static(
            ready,
            goal,
            _Pictures(proto.graph.input[0].name, pictures),
            nodes_to_quantize=_inner(proto),
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        quantised = onnx.load(goal)
    quantised.producer_name = proto.producer_name
    del quantised.opset_import[:], quantised.metadata_props[:]
    quantised.opset_import.extend(proto.opset_import)
    return quantised


def _inner(proto: ModelProto) -> list[str]:
    """The names of convolutions of several channels with all of them, and of the ReLU and the sums behind these."""
    shapes = {one.name: one.dims for one in proto.graph.initializer}
    names: list[str] = []
    computed: set[str] = set()
    for node in proto.graph.node:
        convolves = node.op_type == "Conv" and shapes[node.input[1]][1] > 1
        follows = (
            node.op_type in ("Add", "Relu")
            and not computed.isdisjoint(node.input)
            and shapes.keys().isdisjoint(node.input)
        )
        if convolves or follows:
            names.append(node.name)
            computed.update(node.output)
    return names


class _Pictures(CalibrationDataReader):  # type: ignore[misc]
    """Pictures one by one, as the calibration asks for them."""

    def __init__(self, name: str, pictures: NDArray[np.uint8]) -> None:
        self._name, self._pictures = name, iter(tqdm(pictures, desc="ranges", leave=False))

    def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
        picture = next(self._pictures, None)
        return None if picture is None else {self._name: picture[np.newaxis]}
