"""A cascade in one ONNX graph: a quick network looks first, and only what it is not sure of a large one sees, too.

After Viola & Jones 2001, "Rapid object detection using a boosted cascade of simple features", with two networks. The
large one lies in a branch that runs only where a frame needs it, and for these frames alone.
"""

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, checker, compose, helper, numpy_helper

from backend.recognition.classifier import CERTAINTY, INPUT, OUTPUTS
from model_training.errors import RunError

_QUICK, _LARGE = "quick/", "large/"
_TAKE, _PUT = "GatherND", "ScatterND"
_BRANCH = "then_branch"


def join(quick: ModelProto, large: ModelProto, certainty: float, max_several_digits: float) -> ModelProto:
    """Both with the ends of `build_graph`, and that of the answer; the metadata are left out.

    The quick answer to a frame stands where the probability of its most probable digit, less its doubts whether it is
    one digit, is at least `certainty`, what the optional input of that name is unless a caller gives it; and where its
    doubt that it is several digits is at most `max_several_digits`.
    """
    first = compose.add_prefix(quick, _QUICK, rename_inputs=False).graph
    second = compose.add_prefix(large, _LARGE).graph
    constants = {
        CERTAINTY: np.array(certainty, np.float32),
        "most_several": np.array(max_several_digits, np.float32),
        "classes": np.array([1]),
        "second": np.array(1),
        "nothing": np.array(0),
    }
    graph = helper.make_graph(
        [*first.node, *_unsure(), _ask(second)],
        "cascade",
        [*first.input, _value(CERTAINTY, [])],
        list(quick.graph.output),
        [*first.initializer, *(numpy_helper.from_array(value, name) for name, value in constants.items())],
    )
    proto = helper.make_model(
        graph, opset_imports=quick.opset_import, ir_version=quick.ir_version, producer_name=quick.producer_name
    )
    checker.check_model(proto, full_check=True)
    return proto


def large_of(proto: ModelProto) -> ModelProto:
    """The large network of a cascade as a graph of its own, without metadata; of any other graph, the graph itself.

    Raises RunError where a graph has branches, but not those of `join`.
    """
    question = next((node for node in proto.graph.node if node.op_type == "If"), None)
    if question is None:
        return proto
    branch = next(attribute.g for attribute in question.attribute if attribute.name == _BRANCH)
    if [branch.node[0].op_type, *(node.op_type for node in branch.node[-2:])] != [_TAKE, _PUT, _PUT]:
        raise RunError("the model has branches, but is no cascade")
    graph = helper.make_graph(
        [_without_prefix(node) for node in branch.node[1:-2]],
        "digits",
        [one for one in proto.graph.input if one.name == INPUT],
        list(proto.graph.output),
        [_renamed(one) for one in branch.initializer],
    )
    return helper.make_model(
        graph, opset_imports=proto.opset_import, ir_version=proto.ir_version, producer_name=proto.producer_name
    )


def _unsure() -> list[NodeProto]:
    """From the quick answers to the indices (k, 1) of the frames to be asked about, and whether there are any."""
    probabilities, outliers = (_QUICK + name for name in OUTPUTS)
    return [
        helper.make_node("ReduceMax", [probabilities, "classes"], ["top"], keepdims=0),
        helper.make_node("ReduceSum", [outliers, "classes"], ["doubts"], keepdims=0),
        helper.make_node("Sub", ["top", "doubts"], ["sure"]),
        helper.make_node("Less", ["sure", CERTAINTY], ["doubtful"]),
        helper.make_node("Gather", [outliers, "second"], ["several"], axis=1),
        helper.make_node("Greater", ["several", "most_several"], ["row"]),
        helper.make_node("Or", ["doubtful", "row"], ["unsure"]),
        helper.make_node("NonZero", ["unsure"], ["places"]),
        helper.make_node("Transpose", ["places"], ["asked"], perm=[1, 0]),
        helper.make_node("Size", ["asked"], ["count"]),
        helper.make_node("Greater", ["count", "nothing"], ["any"]),
    ]


def _ask(large: GraphProto) -> NodeProto:
    """The large network's answers in the place of the quick one's where they were asked for."""
    answers = [helper.make_node(_PUT, [_QUICK + name, "asked", _LARGE + name], ["new/" + name]) for name in OUTPUTS]
    asked = helper.make_graph(
        [helper.make_node(_TAKE, [INPUT, "asked"], [_LARGE + INPUT]), *large.node, *answers],
        "unsure",
        [],
        [_value("new/" + name, None) for name in OUTPUTS],
        large.initializer,
    )
    kept = helper.make_graph(
        [helper.make_node("Identity", [_QUICK + name], ["kept/" + name]) for name in OUTPUTS],
        "sure",
        [],
        [_value("kept/" + name, None) for name in OUTPUTS],
    )
    return helper.make_node("If", ["any"], list(OUTPUTS), **{_BRANCH: asked, "else_branch": kept})


def _value(name: str, shape: list[int] | None) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _without_prefix(node: NodeProto) -> NodeProto:
    plain = NodeProto()
    plain.CopyFrom(node)
    for names in (plain.input, plain.output):
        names[:] = [name.removeprefix(_LARGE) for name in names]
    plain.name = node.name.removeprefix(_LARGE)
    return plain


def _renamed(initializer: TensorProto) -> TensorProto:
    plain = TensorProto()
    plain.CopyFrom(initializer)
    plain.name = initializer.name.removeprefix(_LARGE)
    return plain
