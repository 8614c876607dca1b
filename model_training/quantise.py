"""A network in whole numbers: static quantisation with weights of int8, a scale for each channel of them.

After Jacob et al. 2018, "Quantization and training of neural networks for efficient integer-arithmetic-only inference".
The first convolution, the pooling with learned weights and what is behind it stay in floats: ONNX Runtime is no quicker
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

from backend.recognition.classifier import INPUT


def quantise(proto: ModelProto, frames: NDArray[np.uint8]) -> ModelProto:
    """The same graph with convolutions in whole numbers; its ends stay as they are, its metadata are left out.

    What lies between them is uint8, in the range that it has for uint8 (n, 28, 28) `frames`. Weights have 7 bits of the
    8: two products of them then add up in 16 bits, as they do on processors without VNNI.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready, goal = Path(folder) / "ready.onnx", Path(folder) / "quantised.onnx"
        quant_pre_process(proto, ready, skip_optimization=True, skip_symbolic_shape=True)
        quantize_static(
            ready,
            goal,
            _Frames(frames),
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
    """The names of all from the second convolution to the pooling with learned weights, which is the last one."""
    _, second, *_, pooling = [place for place, node in enumerate(proto.graph.node) if node.op_type == "Conv"]
    return [node.name for node in proto.graph.node[second:pooling]]


class _Frames(CalibrationDataReader):  # type: ignore[misc]
    """Frames one by one, as the calibration asks for them."""

    def __init__(self, frames: NDArray[np.uint8]) -> None:
        self._frames = iter(tqdm(frames, desc="ranges", leave=False))

    def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
        frame = next(self._frames, None)
        return None if frame is None else {INPUT: frame[np.newaxis]}
