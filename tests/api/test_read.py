"""Numbers from strokes. What all bodies have in common (JSON, content types, strokes) is shown in test_predict."""

import json
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from backend.api.schemas import MOST_STROKES
from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.ink import StrokeInk
from backend.settings import Settings
from tests.api.fakes import FakeReader, ThreadCounter, service
from tests.recognition.artifacts import LINE_CARD

LINE = {"x": [10, 20, 30], "y": [10, 50, 90]}
EMPTY: dict[str, list[float]] = {"x": [], "y": []}
JSON = {"content-type": "application/json"}
BOX = {"x": 1.5, "y": 2.0, "width": 3.0, "height": 4.0}


def seven(*strokes: int) -> dict[str, Any]:
    candidates = [{"digit": 7, "probability": 0.75}, {"digit": 1, "probability": 0.25}]
    return {"digit": 7, "probability": 0.75, "candidates": candidates, "box": BOX, "strokes": list(strokes)}


def test_the_answer_is_the_contract_word_for_word(client: TestClient) -> None:
    answer = client.post("/v1/read", json={"strokes": [LINE, LINE]})
    assert answer.status_code == 200
    assert answer.json() == {
        "lines": [
            {"text": "7", "probability": 0.5, "decision": "accept", "reasons": [], "box": BOX, "digits": [seven(0)]},
            {
                "text": "7",
                "probability": 0.5,
                "decision": "review",
                "reasons": ["low_confidence", "constraint_unsatisfied"],
                "box": BOX,
                "digits": [seven(0, 1)],
            },
        ],
        "model_version": LINE_CARD.version,
    }


def test_strokes_are_counted_as_they_were_posted(client: TestClient) -> None:
    answer = client.post("/v1/read", json={"strokes": [EMPTY, LINE, EMPTY, EMPTY, LINE, LINE, EMPTY]}).json()
    assert [line["digits"][0]["strokes"] for line in answer["lines"]] == [[1], [1, 4, 5]]


def test_what_is_known_of_the_numbers_is_handed_on() -> None:
    reader = FakeReader()
    with service(reader=reader) as client:
        client.post("/v1/read", json={"strokes": [LINE]})
        known = {"min_length": 64, "max_length": 64, "checksum": "mod97"}
        client.post("/v1/read", json={"strokes": [LINE | {"t": [0, 8.5, 16]}]} | known)
    assert [constraints for _, constraints in reader.asked] == [Constraints(), Constraints(64, 64, Checksum.MOD97)]
    for ink, _ in reader.asked:
        assert isinstance(ink, StrokeInk)
        assert np.array_equal(ink.strokes, [[[10, 10], [20, 50], [30, 90]]])


@pytest.mark.parametrize("strokes", [[], [EMPTY]])
def test_no_ink_is_blank_ink(client: TestClient, strokes: list[Any]) -> None:
    answer = client.post("/v1/read", json={"strokes": strokes})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith("blank-ink")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/strokes"]),
        ([], [""]),
        ({"strokes": None}, ["/strokes"]),
        ({"strokes": [1]}, ["/strokes/0"]),
        ({"strokes": [LINE, {"x": [1], "y": [2, 3]}]}, ["/strokes/1"]),
        ({"strokes": [{"x": ["1"], "y": [True]}]}, ["/strokes/0/x/0", "/strokes/0/y/0"]),
        ({"strokes": [LINE], "top_k": 3}, ["/top_k"]),
        ({"strokes": [LINE], "min_length": 0}, ["/min_length"]),
        ({"strokes": [LINE], "min_length": 65}, ["/min_length"]),
        ({"strokes": [LINE], "min_length": True}, ["/min_length"]),
        ({"strokes": [LINE], "min_length": "1"}, ["/min_length"]),
        ({"strokes": [LINE], "min_length": 1.5}, ["/min_length"]),
        ({"strokes": [LINE], "min_length": None}, ["/min_length"]),
        ({"strokes": [LINE], "max_length": 0}, ["/max_length"]),
        ({"strokes": [LINE], "max_length": -1}, ["/max_length"]),
        ({"strokes": [LINE], "max_length": 65}, ["/max_length"]),
        ({"strokes": [LINE], "max_length": False}, ["/max_length"]),
        ({"strokes": [LINE], "max_length": "12"}, ["/max_length"]),
        ({"strokes": [LINE], "max_length": 12.5}, ["/max_length"]),
        ({"strokes": [LINE], "min_length": 0, "max_length": 65}, ["/min_length", "/max_length"]),
        ({"strokes": [LINE], "checksum": "crc32"}, ["/checksum"]),
        ({"strokes": [LINE], "checksum": "LUHN"}, ["/checksum"]),
        ({"strokes": [LINE], "checksum": None}, ["/checksum"]),
        ({"strokes": [LINE], "checksum": ["luhn"]}, ["/checksum"]),
    ],
    ids=str,
)
def test_each_wrong_field_is_named(client: TestClient, body: object, pointers: list[str]) -> None:
    answer = client.post("/v1/read", json=body)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"].endswith("invalid-request")
    assert [error["pointer"] for error in problem["errors"]] == pointers
    assert all(error["detail"] and error["part"] == "body" for error in problem["errors"])


@pytest.mark.parametrize(
    ("lengths", "says"),
    [
        ({"min_length": 6, "max_length": 5}, "max_length (5) is less than min_length (6)"),
        ({"min_length": 13}, "max_length (12) is less than min_length (13)"),
    ],
)
def test_lengths_that_contradict_each_other_are_refused(client: TestClient, lengths: dict[str, int], says: str) -> None:
    answer = client.post("/v1/read", json={"strokes": [LINE]} | lengths)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("invalid-request")
    assert answer.json()["errors"] == [{"part": "body", "pointer": "/max_length", "detail": says}]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"strokes": [{"x": [NaN], "y": [1]}]}', ""),
        (b'{"strokes": [{"x": [1e999], "y": [1]}]}', "/strokes/0/x/0"),
        (b'{"strokes": [], "max_length": Infinity}', ""),
        (b'{"strokes": [], "strokes": []}', ""),
        (b"", ""),
    ],
)
def test_bodies_are_read_strictly(client: TestClient, body: bytes, pointer: str) -> None:
    answer = client.post("/v1/read", content=body, headers=JSON)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=b", ""])
def test_another_content_type_is_refused(client: TestClient, content_type: str) -> None:
    answer = client.post("/v1/read", content=b'{"strokes": []}', headers={"content-type": content_type})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["detail"]


def test_points_are_limited() -> None:
    with service(Settings(frontend_dir=None, max_points=5)) as client:
        exactly = client.post("/v1/read", json={"strokes": [{"x": [1] * 5, "y": [2, 3, 4, 5, 6]}]})
        too_many = client.post("/v1/read", json={"strokes": [LINE, LINE]})
    assert exactly.status_code == 200
    assert too_many.status_code == 413
    assert too_many.json()["type"].endswith("too-many-points")


def test_strokes_are_limited_before_they_are_looked_at(client: TestClient) -> None:
    answer = client.post("/v1/read", json={"strokes": [0] * (MOST_STROKES + 1)})
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("too-many-points")


def test_numbers_are_read_off_the_event_loop() -> None:
    reader, classifier = FakeReader(), ThreadCounter()
    with service(classifier=classifier, reader=reader) as client:
        client.post("/v1/predict", json={"strokes": [LINE]})
        client.post("/v1/read", json={"strokes": [LINE]})
    (event_loop,) = classifier.threads
    (number,) = reader.threads
    assert number != event_loop


VALUES = st.none() | st.booleans() | st.integers(-1, 66) | st.floats() | st.text(max_size=5) | st.lists(st.integers())
BODIES = st.fixed_dictionaries(
    {"strokes": st.lists(st.sampled_from([LINE, EMPTY]), max_size=3)},
    optional={
        "min_length": st.integers(1, 20) | VALUES,
        "max_length": st.integers(1, 20) | VALUES,
        "checksum": st.sampled_from(Checksum) | VALUES,
    },
)


@given(body=BODIES)
@examples(max_examples=100, deadline=None)
def test_no_body_breaks_the_service(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post("/v1/read", content=json.dumps(body), headers=JSON)
    assert answer.status_code in {200, 422}
    if answer.status_code == 200:
        strokes = answer.json()["lines"][1]["digits"][0]["strokes"]
        assert strokes == [index for index, stroke in enumerate(body["strokes"]) if stroke == LINE]
