"""A card, and a small model beside it, to test with."""

import dataclasses
import hashlib
from pathlib import Path

from onnx import TensorProto, helper

from backend.recognition.card import (
    Evaluation,
    ModelCard,
    NumberEvaluation,
    NumberPolicies,
    NumberPolicy,
    Policy,
    Rejection,
    Training,
)
from backend.recognition.classifier import INPUT, OUTPUTS
from backend.recognition.normalize import PREPROCESSING

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
    numbers=NumberPolicies(_NUMBERS, _NUMBERS),
    training=Training("made up", {}, "none", 1, 10, "none", "unknown", {"epochs": 1}),
    evaluations=(Evaluation("nothing", 1, 1.0, 0.2, 1.0, 0.0, 1.0, 0.0, "none"),),
    rejections=(Rejection("no digits", 1, 0.0, 0.0, 0.8, 1.0, "none"),),
    number_evaluations=(NumberEvaluation("no numbers", 1, 1.0, 0.2, 1.0, 0.0, 1.0, 0.0, "none"),),
    licence="MIT",
)


def inky_model(*, name: str = INPUT, version: str = CARD.version, digits: int = 10, outliers: int = 2) -> bytes:
    """An ONNX graph that sees a digit in the inkiest of the rows 0 to 9, and outliers in ink on the last two."""
    nodes = [
        helper.make_node("Cast", [name], ["ink"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["ink", "width"], ["rows"], keepdims=0),
        helper.make_node("Slice", ["rows", "first", "ten", "axis"], ["top_rows"]),
        helper.make_node("Softmax", ["top_rows"], [OUTPUTS[0]], axis=1),
        helper.make_node("Slice", ["rows", "two", "last", "axis"], ["bottom_rows"]),
        helper.make_node("Tanh", ["bottom_rows"], [OUTPUTS[1]]),
    ]
    constants = {"width": [2], "first": [0], "ten": [digits], "two": [28 - outliers], "last": [28], "axis": [1]}
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
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    helper.set_model_props(model, {"version": version, "preprocessing": CARD.preprocessing})
    return bytes(model.SerializeToString())


def store(folder: Path, model: bytes, card: ModelCard | None = None) -> Path:
    """Writes a model and a card that fits it, or the one that is given."""
    path = folder / "digits.onnx"
    path.write_bytes(model)
    fitting = dataclasses.replace(CARD, sha256=hashlib.sha256(model).hexdigest())
    path.with_suffix(".json").write_text((card or fitting).to_json())
    return path
