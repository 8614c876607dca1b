"""A card, and a small model beside it, to test with."""

import dataclasses
import hashlib
from pathlib import Path

from onnx import TensorProto, helper

from backend.recognition.card import Evaluation, ModelCard, Training
from backend.recognition.classifier import INPUT, OUTPUT
from backend.recognition.normalize import PREPROCESSING

CARD = ModelCard(
    name="inkdigit-digits",
    version="9.9.9+test",
    file="digits.onnx",
    sha256="0" * 64,
    size_bytes=1,
    input="frames: uint8 (n, 28, 28)",
    output="probabilities: float32 (n, 10)",
    preprocessing=PREPROCESSING,
    temperature=1.0,
    training=Training("made up", {}, "none", 1, 10, "none", "unknown", {"epochs": 1}),
    evaluations=(Evaluation("nothing", 1, 1.0, 0.2, 1.0, "none"),),
    licence="MIT",
)


def inky_model(*, name: str = INPUT, version: str = CARD.version, digits: int = 10) -> bytes:
    """An ONNX graph whose answer is the mean ink of the rows 0 to 9, as shares."""
    nodes = [
        helper.make_node("Cast", [name], ["ink"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["ink", "width"], ["rows"], keepdims=0),
        helper.make_node("Slice", ["rows", "zero", "ten", "axis"], ["ten_rows"]),
        helper.make_node("Softmax", ["ten_rows"], [OUTPUT], axis=1),
    ]
    constants = {"width": [2], "zero": [0], "ten": [digits], "axis": [1]}
    graph = helper.make_graph(
        nodes,
        "inky",
        [helper.make_tensor_value_info(name, TensorProto.UINT8, ["n", 28, 28])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["n", digits])],
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
