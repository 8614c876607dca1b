from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.api.problems import Problem
from tests.api.fakes import service

OPERATIONS = {
    ("post", "/v1/predict"): "predict",
    ("post", "/v1/predict/image"): "predict_image",
    ("post", "/v1/predict/batch"): "predict_batch",
    ("post", "/v1/explain"): "explain",
    ("post", "/v1/explain/image"): "explain_image",
    ("post", "/v1/read"): "read",
    ("post", "/v1/read/image"): "read_image",
    ("get", "/v1/model"): "get_model",
    ("get", "/v1/model/numbers"): "get_number_model",
    ("get", "/health/live"): "get_liveness",
    ("get", "/health/ready"): "get_readiness",
}
"""Clients are generated from these names: they stay."""

INK = {"400", "401", "408", "413", "415", "422", "429", "500", "503"}
ERRORS = {
    "predict": INK,
    "predict_image": INK,
    "predict_batch": INK,
    "explain": INK,
    "explain_image": INK,
    "read": INK,
    "read_image": INK,
    "get_model": {"400", "401", "408", "413", "429", "500", "503"},
    "get_number_model": {"400", "401", "408", "413", "429", "500", "503"},
    "get_liveness": {"400", "408", "413", "500"},
    "get_readiness": {"400", "408", "413", "500", "503"},
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    with service() as client:
        first: dict[str, Any] = client.get("/openapi.json").json()
        assert client.get("/openapi.json").json() == first
        return first


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def values(node: object) -> Iterator[object]:
    """Every value in a JSON document."""
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from values(child)


def test_operation_ids_are_stable(document: dict[str, Any]) -> None:
    found = {(method, path): operation["operationId"] for method, path, operation in operations(document)}
    assert found == OPERATIONS


def test_nothing_is_nullable(document: dict[str, Any]) -> None:
    assert "null" not in list(values(document))
    assert None not in list(values(document))


def test_every_error_is_documented_as_a_problem(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        errors = {status: answer for status, answer in operation["responses"].items() if status != "200"}
        assert set(errors) == ERRORS[operation["operationId"]]
        for status, answer in errors.items():
            (content,) = answer["content"].items()
            assert content[0] == "application/problem+json"
            assert content[1]["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert Problem.model_validate(content[1]["example"]).status == int(status)


def test_the_schemas_are_these(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert "Problem" in schemas
    assert not any("HTTPValidationError" in name or name.endswith(("-Input", "-Output")) for name in schemas)
    assert schemas["Prediction"]["required"] == [
        "digit",
        "probability",
        "decision",
        "reasons",
        "candidates",
        "model_version",
    ]
    assert schemas["Prediction"]["properties"]["frame"]["type"] == "string"
    assert schemas["Stroke"]["required"] == ["x", "y"]
    assert schemas["Handwriting"]["required"] == ["strokes"]
    for name in ("Transcript", "Line", "DigitInLine", "Box", "Candidate", "Explanation"):
        assert schemas[name]["required"] == list(schemas[name]["properties"]), "all of it is always there"


def test_a_batch_holds_items_and_answers_of_one_kind_each(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    item, answer = schemas["BatchItem"], schemas["BatchAnswer"]
    assert schemas["Batch"]["properties"]["items"]["items"] == {"$ref": "#/components/schemas/BatchItem"}
    assert schemas["Batch"]["properties"]["items"]["maxItems"] == 256
    assert schemas["BatchAnswers"]["properties"]["answers"]["items"] == {"$ref": "#/components/schemas/BatchAnswer"}
    assert list(item["properties"]) == ["strokes", "image", "frame"]
    assert (item["minProperties"], item["maxProperties"]) == (1, 1)
    assert [one.get("contentEncoding") for one in item["properties"].values()] == [None, "base64", "base64"]
    assert list(answer["properties"]) == ["prediction", "problem"]
    assert "required" not in item | answer, "generators make optional fields of what may be absent"


def test_numbers_are_asked_for_in_the_same_way_as_strokes_and_as_an_image(document: dict[str, Any]) -> None:
    body = document["components"]["schemas"]["Handwriting"]["properties"]
    query = {one["name"]: one for one in document["paths"]["/v1/read/image"]["post"]["parameters"]}
    assert list(body) == ["strokes", *query] == ["strokes", "min_length", "max_length", "checksum"]
    for name, parameter in query.items():
        assert parameter["in"] == "query"
        assert not parameter["required"]
        same = ("type", "minimum", "maximum", "default", "$ref")
        assert [body[name].get(key) for key in same] == [parameter["schema"].get(key) for key in same]
    assert [body[name]["default"] for name in query] == [1, 12, "none"]
    assert (body["max_length"]["minimum"], body["max_length"]["maximum"]) == (1, 64)


def test_an_explanation_is_asked_for_in_the_same_way_with_strokes_and_with_an_image(document: dict[str, Any]) -> None:
    body = document["components"]["schemas"]["Question"]
    query = {one["name"]: one for one in document["paths"]["/v1/explain/image"]["post"]["parameters"]}
    assert list(body["properties"]) == ["strokes", *query] == ["strokes", "digit", "against"]
    assert body["required"] == ["strokes"]
    for name, parameter in query.items():
        assert not parameter["required"]
        assert "default" not in parameter["schema"] | body["properties"][name], "to be absent means something"


def test_checksums_are_a_closed_list_and_each_is_explained(document: dict[str, Any]) -> None:
    checksum = document["components"]["schemas"]["Checksum"]
    assert checksum["enum"] == ["none", "luhn", "mod97"]
    assert all(f"`{name}`: " in checksum["description"] for name in checksum["enum"])


def test_every_tag_is_explained(document: dict[str, Any]) -> None:
    used = {tag for _, _, operation in operations(document) for tag in operation["tags"]}
    assert used == {tag["name"] for tag in document["tags"]}


def test_decisions_and_reasons_are_closed_lists_and_each_reason_is_explained(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in ("Prediction", "Line"):
        assert schemas[name]["properties"]["decision"]["enum"] == ["accept", "review"]
        assert schemas[name]["properties"]["reasons"]["items"] == {"$ref": "#/components/schemas/Reason"}
    reasons = schemas["Reason"]["enum"]
    assert reasons == ["low_confidence", "not_a_digit", "several_digits", "faint_ink", "constraint_unsatisfied"]
    assert all(f"`{reason}`: " in schemas["Reason"]["description"] for reason in reasons)


def test_everything_is_described(document: dict[str, Any]) -> None:
    for _, path, operation in operations(document):
        assert operation["tags"], path
        assert operation["summary"], path
        assert len(operation["description"]) > 40, path


@pytest.mark.parametrize("path", ["/v1/predict", "/v1/predict/batch", "/v1/explain", "/v1/read"])
def test_examples_work_as_they_stand(document: dict[str, Any], client: TestClient, path: str) -> None:
    drawings = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["examples"]
    assert drawings
    for drawing in drawings.values():
        answer = client.post(path, json=drawing["value"])
        assert answer.status_code == 200, answer.text
