import base64
import json
import math
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from backend.api.predict import LONG_DRAWING
from backend.api.schemas import MOST_STROKES
from backend.settings import Settings
from tests.api.fakes import FakeClassifier, ThreadCounter, service
from tests.recognition.artifacts import CARD

LINE = {"x": [10, 20, 30], "y": [10, 50, 90]}
JSON = {"content-type": "application/json"}


def test_the_answer_is_the_contract_word_for_word(client: TestClient) -> None:
    answer = client.post("/v1/predict", json={"strokes": [LINE]})
    assert answer.status_code == 200
    assert answer.json() == {
        "digit": 7,
        "probability": 0.5,
        "decision": "accept",
        "reasons": [],
        "candidates": [
            {"digit": 7, "probability": 0.5},
            {"digit": 1, "probability": 0.25},
            {"digit": 9, "probability": 0.1875},
        ],
        "model_version": CARD.version,
    }


@pytest.mark.parametrize(
    ("outliers", "reasons"),
    [((1.0, 0.0), ["not_a_digit"]), ((0.0, 1.0), ["several_digits"]), ((1.0, 1.0), ["not_a_digit", "several_digits"])],
)
def test_what_is_not_one_digit_is_for_review(outliers: tuple[float, float], reasons: list[str]) -> None:
    with service(classifier=FakeClassifier(outliers)) as client:
        answer = client.post("/v1/predict", json={"strokes": [LINE]}).json()
    assert (answer["decision"], answer["reasons"]) == ("review", reasons)


@pytest.mark.parametrize("top_k", [1, 2, 10])
def test_top_k_candidates_come_most_probable_first(client: TestClient, top_k: int) -> None:
    candidates = client.post("/v1/predict", json={"strokes": [LINE], "top_k": top_k}).json()["candidates"]
    probabilities = [candidate["probability"] for candidate in candidates]
    assert len(candidates) == top_k
    assert probabilities == sorted(probabilities, reverse=True)


def test_the_frame_comes_if_asked_for(client: TestClient) -> None:
    answer = client.post("/v1/predict", json={"strokes": [LINE], "include_frame": True}).json()
    assert base64.b64decode(answer["frame"]).startswith(b"\x89PNG")
    assert "frame" not in client.post("/v1/predict", json={"strokes": [LINE], "include_frame": False}).json()


@pytest.mark.parametrize(
    "strokes",
    [
        [LINE | {"t": [0, 8.5, 16]}],
        [LINE, {"x": [50], "y": [20]}],
        [{"x": [50], "y": [20]}],
        [{"x": [], "y": []}, LINE],
        [{"x": [-1e6, 0.25], "y": [1e6, 3]}],
        [{"x": [0, 5e-324], "y": [0, 0]}],
    ],
    ids=["times", "two strokes", "a dot", "an empty stroke", "any unit", "the smallest number"],
)
def test_what_pens_deliver_is_read(client: TestClient, strokes: list[Any]) -> None:
    assert client.post("/v1/predict", json={"strokes": strokes}).status_code == 200


@pytest.mark.parametrize("strokes", [[], [{"x": [], "y": []}]])
def test_no_ink_is_blank_ink(client: TestClient, strokes: list[Any]) -> None:
    answer = client.post("/v1/predict", json={"strokes": strokes})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith("blank-ink")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/strokes"]),
        ([], [""]),
        ({"strokes": None}, ["/strokes"]),
        ({"strokes": {}}, ["/strokes"]),
        ({"strokes": [1]}, ["/strokes/0"]),
        ({"strokes": [{"x": [1]}]}, ["/strokes/0/y"]),
        ({"strokes": [{"x": [1], "y": [2, 3]}]}, ["/strokes/0"]),
        ({"strokes": [{"x": [1], "y": [2], "t": []}]}, ["/strokes/0"]),
        ({"strokes": [{"x": [1], "y": [2], "t": None}]}, ["/strokes/0/t"]),
        ({"strokes": [{"x": ["1"], "y": [2]}]}, ["/strokes/0/x/0"]),
        ({"strokes": [{"x": [True], "y": [None]}]}, ["/strokes/0/x/0", "/strokes/0/y/0"]),
        ({"strokes": [LINE, {"x": "1", "y": [1, []]}]}, ["/strokes/1/x", "/strokes/1/y/1"]),
        ({"strokes": [LINE | {"pressure": [1]}]}, ["/strokes/0/pressure"]),
        ({"strokes": [LINE], "top_k": 0}, ["/top_k"]),
        ({"strokes": [LINE], "top_k": 11, "include_frame": 1}, ["/top_k", "/include_frame"]),
        ({"strokes": [LINE], "top_k": 2.5}, ["/top_k"]),
        ({"strokes": [LINE], "top_k": True}, ["/top_k"]),
        ({"strokes": [LINE], "top_k": None}, ["/top_k"]),
        ({"strokes": [LINE], "a/b~c": 1}, ["/a~1b~0c"]),
    ],
)
def test_each_wrong_field_is_named(client: TestClient, body: object, pointers: list[str]) -> None:
    answer = client.post("/v1/predict", json=body)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"].endswith("invalid-request")
    assert [error["pointer"] for error in problem["errors"]] == pointers
    assert all(error["detail"] and error["part"] == "body" for error in problem["errors"])


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" + "0" * 400])
def test_numbers_must_be_finite(client: TestClient, number: str) -> None:
    answer = client.post("/v1/predict", content=f'{{"strokes": [{{"x": [1, {number}], "y": [1, 2]}}]}}', headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/strokes/0/x/1"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "required"),
        (b"nonsense", "line 1 column 1"),
        (b'{"strokes": [}', "line 1 column 14"),
        (b'{"strokes": []', "line 1 column 15"),
        (b'{"strokes": [], "strokes": []}', "twice"),
        (b'{"strokes": "\xff"}', "UTF-8"),
        ('{"strokes": []}'.encode("utf-16"), "UTF-8"),
        (b"\xef\xbb\xbf{}", "BOM"),
        (b"[" * 200_000, "too deeply"),
        (b'{"strokes": [{"x": [1, NaN]}]}', "NaN is no number: line 1 column 24"),
        (b'{"Infinity \\" NaN": [\n-Infinity, NaN]}', "-Infinity is no number: line 2 column 1"),
        (b"Infinity", "Infinity is no number: line 1 column 1"),
        (b'{"strokes": [], "top_k": ' + b"1" * 5000 + b"}", "digits"),
    ],
    ids=[
        "empty",
        "word",
        "broken",
        "cut short",
        "twice",
        "utf-8",
        "utf-16",
        "bom",
        "deep",
        "nan",
        "minus infinity",
        "infinity",
        "long number",
    ],
)
def test_what_is_not_json_is_told_where(client: TestClient, body: bytes, says: str) -> None:
    answer = client.post("/v1/predict", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == ""
    assert says in answer.json()["detail"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "json", ""])
def test_another_content_type_is_refused(client: TestClient, content_type: str) -> None:
    answer = client.post("/v1/predict", content=b'{"strokes": []}', headers={"content-type": content_type})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["detail"]


def test_a_charset_beside_the_content_type_is_fine(client: TestClient) -> None:
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    assert client.post("/v1/predict", content=json.dumps({"strokes": [LINE]}), headers=headers).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b'{"strokes": [], "\\ud800": 1}', b'{"strokes": [{"\\ud800": 1}]}', b'{"strokes": "\\ud800"}', b'"\\ud800"'],
)
def test_text_that_utf8_cannot_carry_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/predict", content=body, headers=JSON).status_code == 422


def test_long_drawings_are_read_off_the_event_loop() -> None:
    classifier = ThreadCounter()
    with service(classifier=classifier) as client:
        for points in (2, LONG_DRAWING, LONG_DRAWING + 1):
            client.post("/v1/predict", json={"strokes": [{"x": list(range(points)), "y": [1] * points}]})
    short, longest, too_long = classifier.threads
    assert short == longest != too_long


def test_points_are_limited() -> None:
    settings = Settings(frontend_dir=None, max_points=5)
    with service(settings) as client:
        exactly = client.post("/v1/predict", json={"strokes": [{"x": [1] * 5, "y": [2, 3, 4, 5, 6]}]})
        too_many = client.post("/v1/predict", json={"strokes": [LINE, LINE]})
    assert exactly.status_code == 200
    assert too_many.status_code == 413
    assert too_many.json()["type"].endswith("too-many-points")


def test_strokes_are_limited_before_they_are_looked_at(client: TestClient) -> None:
    answer = client.post("/v1/predict", json={"strokes": [0] * (MOST_STROKES + 1)})
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("too-many-points")


def test_a_body_wrong_in_many_places_gets_a_short_answer(client: TestClient) -> None:
    answer = client.post("/v1/predict", json={"strokes": [{"x" * 1000: 0}] * 500})
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 100
    assert len(answer.content) < 50_000


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
NUMBERS = st.lists(st.floats() | st.integers(-(10**20), 10**20), max_size=5) | VALUES
BODIES = (
    st.fixed_dictionaries(
        {"strokes": st.lists(st.fixed_dictionaries({"x": NUMBERS, "y": NUMBERS}, optional={"t": NUMBERS}), max_size=3)},
        optional={"top_k": st.integers(-1, 12) | VALUES, "include_frame": st.booleans() | VALUES},
    )
    | VALUES
)


@given(body=BODIES)
@examples(max_examples=150, deadline=None)
def test_no_body_breaks_the_service(client: TestClient, body: object) -> None:
    answer = client.post("/v1/predict", content=json.dumps(body), headers=JSON)
    assert answer.status_code in {200, 413, 422}
    if answer.status_code == 200:
        assert all(math.isfinite(candidate["probability"]) for candidate in answer.json()["candidates"])
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@given(body=st.binary(max_size=200))
@examples(max_examples=100, deadline=None)
def test_no_bytes_break_the_service(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/predict", content=body, headers=JSON).status_code == 422
