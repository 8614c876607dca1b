"""Cards, and small models beside them, to test with."""

import dataclasses
import hashlib
from pathlib import Path
from typing import TypeVar

import onnx
from onnx import GraphProto, TensorProto, helper

from backend.recognition import line_network
from backend.recognition.card import (
    Card,
    Evaluation,
    LineCard,
    ModelCard,
    NumberEvaluation,
    NumberPolicies,
    NumberPolicy,
    Policy,
    QuickNetwork,
    Rejection,
    Training,
)
from backend.recognition.classifier import INPUT, OUTPUTS
from backend.recognition.normalize import PREPROCESSING
from backend.recognition.strip import HEIGHT, STRIPS
from model_training.cascade import join

_TRAINING = Training("made up", {}, "none", 1, 10, "none", "unknown", {"epochs": 1})
_NUMBERS = NumberPolicy(1.0, 0.0, 0.5, "made up", 1, coverage=1.0, risk=0.0, risk_bound=0.5, confidence=0.95)

CARD = ModelCard(
    name="inkdigit-digits",
    version="9.9.9+test",
    file="digits.onnx",
    sha256="0" * 64,
    size_bytes=1,
    latency_ratio=0.5,
    input="frames: uint8 (n, 28, 28)",
    output="probabilities: float32 (n, 10); outliers: float32 (n, 2)",
    preprocessing=PREPROCESSING,
    temperature=1.0,
    policy=Policy(0.5, 0.25, 0.125, "made up", 1, coverage=1.0, risk=0.0, risk_bound=0.5, confidence=0.95),
    cascade=(),
    training=_TRAINING,
    evaluations=(Evaluation("nothing", 1, 1.0, 0.2, 1.0, 0.0, 1.0, 0.0, "none"),),
    rejections=(Rejection("no digits", 1, 0.0, 0.0, 0.8, 1.0, "none"),),
    licence="MIT",
)

QUICK = QuickNetwork(
    precision="int8",
    certainty=0.75,
    max_several_digits=0.5,
    temperature=1.0,
    latency_ratio=0.25,
    data="made up",
    n=1,
    share=0.5,
    changed=0.0,
    others=1,
    let_through=0.0,
    training=_TRAINING,
)

LINE_CARD = LineCard(
    name="inkdigit-numbers",
    version="8.8.8+test",
    file="numbers.onnx",
    sha256="0" * 64,
    size_bytes=1,
    latency_ratio=0.5,
    input="strips: uint8 (n, 32, width)",
    output="log_probabilities: float32 (n, width / 2, 12)",
    preprocessing=STRIPS,
    temperature=1.0,
    digits=CARD.version,
    numbers=NumberPolicies(_NUMBERS, _NUMBERS),
    training=_TRAINING,
    number_evaluations=(NumberEvaluation("no numbers", 1, 1.0, 0.2, 1.0, 0.0, 1.0, 0.0, "none"),),
    licence="MIT",
)


def inky_model(
    *, name: str = INPUT, version: str = CARD.version, first: int = 0, digits: int = 10, outliers: int = 2
) -> bytes:
    """An ONNX graph that sees a digit in the inkiest of ten rows from `first` on, outliers in ink on the last two."""
    nodes = [
        helper.make_node("Cast", [name], ["ink"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["ink", "width"], ["rows"], keepdims=0),
        helper.make_node("Slice", ["rows", "first", "ten", "axis"], ["top_rows"]),
        helper.make_node("Softmax", ["top_rows"], [OUTPUTS[0]], axis=1),
        helper.make_node("Slice", ["rows", "two", "last", "axis"], ["bottom_rows"]),
        helper.make_node("Tanh", ["bottom_rows"], [OUTPUTS[1]]),
    ]
    constants = {
        "width": [2],
        "first": [first],
        "ten": [first + digits],
        "two": [28 - outliers],
        "last": [28],
        "axis": [1],
    }
    graph = helper.make_graph(
        nodes,
        "inky",
        [helper.make_tensor_value_info(name, TensorProto.UINT8, ["n", 28, 28])],
        [
            helper.make_tensor_value_info(output, TensorProto.FLOAT, ["n", columns])
            for output, columns in zip(OUTPUTS, (digits, outliers), strict=True)
        ],
        [helper.make_tensor(name, TensorProto.INT64, [1], values) for name, values in constants.items()],
    )
    return _model(graph, version, CARD.preprocessing)


def inky_cascade(certainty: float) -> bytes:
    """Two of them: the large one takes each row for a digit less than the quick one does."""
    quick, large = (onnx.load_from_string(inky_model(first=first)) for first in (0, 1))
    proto = join(quick, large, certainty, QUICK.max_several_digits)
    helper.set_model_props(proto, {"version": CARD.version, "preprocessing": CARD.preprocessing})
    return bytes(proto.SerializeToString())


def inky_line_model(*, name: str = line_network.INPUT, symbols: int = line_network.SYMBOLS) -> bytes:
    """An ONNX graph that sees in each two columns the symbol whose row, counted from the top, is the inkiest."""
    nodes = [
        helper.make_node("Cast", [name], ["ink"], to=TensorProto.FLOAT),
        helper.make_node("Slice", ["ink", "first", "last", "axis"], ["rows"]),
        helper.make_node("Transpose", ["rows"], ["columns"], perm=[0, 2, 1]),
        helper.make_node("Reshape", ["columns", "pairs"], ["steps"]),
        helper.make_node("ReduceMean", ["steps", "two"], ["means"], keepdims=0),
        helper.make_node("LogSoftmax", ["means"], [line_network.OUTPUT], axis=2),
    ]
    constants = {"first": [0], "last": [symbols], "axis": [1], "pairs": [0, -1, 2, symbols], "two": [2]}
    graph = helper.make_graph(
        nodes,
        "inky lines",
        [helper.make_tensor_value_info(name, TensorProto.UINT8, ["n", HEIGHT, "width"])],
        [helper.make_tensor_value_info(line_network.OUTPUT, TensorProto.FLOAT, ["n", "steps", symbols])],
        [helper.make_tensor(name, TensorProto.INT64, [len(values)], values) for name, values in constants.items()],
    )
    return _model(graph, LINE_CARD.version, LINE_CARD.preprocessing)


def store(folder: Path, model: bytes, card: ModelCard | None = None) -> Path:
    """Writes a model for digits and a card that fits it, or the one that is given."""
    return _store(folder / CARD.file, model, card or fitting(CARD, model))


def store_lines(folder: Path, model: bytes, card: LineCard | None = None) -> Path:
    """The same for a network for lines."""
    return _store(folder / LINE_CARD.file, model, card or fitting(LINE_CARD, model))


AnyCard = TypeVar("AnyCard", ModelCard, LineCard)


def fitting(card: AnyCard, model: bytes) -> AnyCard:
    """The card with the checksum of the model."""
    return dataclasses.replace(card, sha256=hashlib.sha256(model).hexdigest())


def _model(graph: GraphProto, version: str, preprocessing: str) -> bytes:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    helper.set_model_props(model, {"version": version, "preprocessing": preprocessing})
    return bytes(model.SerializeToString())


def _store(path: Path, model: bytes, card: Card) -> Path:
    path.write_bytes(model)
    path.with_suffix(".json").write_text(card.to_json())
    return path
