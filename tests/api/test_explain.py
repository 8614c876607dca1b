import math
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from backend.recognition.images import encode_png
from backend.recognition.ink import StrokeInk
from backend.recognition.normalize import look
from backend.settings import Settings
from tests.api.fakes import PROBABILITIES, FakeClassifier, ThreadCounter, service
from tests.api.pictures import blank_picture, picture
from tests.recognition.artifacts import CARD
from tests.recognition.test_saliency import Spot

LINE = {"x": [10, 20, 30], "y": [10, 50, 90]}
FRAME = look(StrokeInk.from_coordinates([(LINE["x"], LINE["y"])])).frame


def ask(client: TestClient, **more: object) -> httpx2.Response:
    return client.post("/v1/explain", json={"strokes": [LINE]} | more)


def upload(client: TestClient, data: bytes, query: str = "") -> httpx2.Response:
    return client.post(f"/v1/explain/image{query}", files={"image": ("digit.png", data)})


def test_the_answer_is_the_contract_word_for_word(client: TestClient) -> None:
    answer = ask(client)
    assert answer.status_code == 200
    told = answer.json()
    assert list(told) == ["digit", "against", "log_odds", "saliency", "frame", "candidates", "model_version"]
    assert (told["digit"], told["against"], told["log_odds"]) == (7, [0, 1, 2, 3, 4, 5, 6, 8, 9], 0.0)
    assert [len(row) for row in told["saliency"]] == [28] * 28
    assert told["frame"] == FRAME.tolist()
    assert [one["digit"] for one in told["candidates"][:4]] == [7, 1, 9, 2]
    assert len(told["candidates"]) == 10
    assert told["model_version"] == CARD.version


@pytest.mark.parametrize(
    ("asked", "digit", "against"),
    [
        ({"against": [1]}, 7, [1]),
        ({"against": [9, 7, 9]}, 1, [7, 9]),
        ({"digit": 1}, 1, [0, 2, 3, 4, 5, 6, 7, 8, 9]),
        ({"digit": 0, "against": [7]}, 0, [7]),
        ({"digit": 2.0, "against": []}, 2, [0, 1, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_any_digit_is_explained_against_any_other(
    client: TestClient, asked: dict[str, Any], digit: int, against: list[int]
) -> None:
    told = ask(client, **asked).json()
    assert (told["digit"], told["against"]) == (digit, against)
    shares = [max(sum(PROBABILITIES[one] for one in group), 1.17549435e-38) for group in ([digit], against)]
    assert told["log_odds"] == pytest.approx(math.log(shares[0] / shares[1]), abs=1e-3)


def test_what_the_answer_hangs_on_is_pointed_at() -> None:
    row, column = divmod(int(FRAME.argmax()), 28)
    with service(classifier=Spot(row, column)) as client:
        saliency = ask(client, digit=3, against=[8]).json()["saliency"]
    strongest = max((value, y, x) for y, line in enumerate(saliency) for x, value in enumerate(line))
    assert strongest[0] > 0.5
    assert math.dist(strongest[1:], (row, column)) < 3


@pytest.mark.parametrize(
    ("asked", "pointers"),
    [
        ({"digit": 10}, ["/digit"]),
        ({"digit": "7"}, ["/digit"]),
        ({"digit": None}, ["/digit"]),
        ({"digit": True}, ["/digit"]),
        ({"digit": -1, "against": 9}, ["/digit", "/against"]),
        ({"against": [1, 11, 2.5]}, ["/against/1", "/against/2"]),
        ({"against": list(range(10))}, ["/against"]),
        ({"digit": 7, "against": [1, 7]}, [""]),
        ({"top_k": 3}, ["/top_k"]),
        ({"strokes": [{"x": [1]}]}, ["/strokes/0/y"]),
    ],
)
def test_each_wrong_field_is_named(client: TestClient, asked: dict[str, Any], pointers: list[str]) -> None:
    answer = ask(client, **asked)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("invalid-request")
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers


@pytest.mark.parametrize("strokes", [[], [{"x": [], "y": []}]])
def test_no_ink_is_blank_ink(client: TestClient, strokes: list[Any]) -> None:
    answer = ask(client, strokes=strokes)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("blank-ink")


def test_points_are_limited() -> None:
    with service(Settings(frontend_dir=None, max_points=2)) as client:
        answer = ask(client)
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("too-many-points")


def test_an_image_is_explained_in_the_same_words(client: TestClient) -> None:
    answer = upload(client, encode_png(255 - FRAME), "?digit=2&against=4&against=9")
    assert answer.status_code == 200
    told = answer.json()
    assert list(told) == list(ask(client).json())
    assert (told["digit"], told["against"]) == (2, [4, 9])
    assert upload(client, picture()).json()["digit"] == 7


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?digit=10", "/digit"),
        ("?digit=", "/digit"),
        ("?against=4&against=x", "/against/1"),
        ("?digit=4&against=4", ""),
        ("?against=4,9", "/against/0"),
        ("?top_k=1", "/top_k"),
    ],
)
def test_each_wrong_query_parameter_is_named(client: TestClient, query: str, pointer: str) -> None:
    answer = upload(client, picture(), query)
    assert answer.status_code == 422
    error = answer.json()["errors"][0]
    assert (error["part"], error["pointer"]) == ("query", pointer)


def test_images_are_refused_as_where_they_are_read(client: TestClient) -> None:
    assert upload(client, blank_picture()).json()["type"].endswith("blank-ink")
    assert upload(client, b"%PDF-1.4").status_code == 415
    assert upload(client, picture()[:-30]).json()["type"].endswith("unreadable-image")
    with service(Settings(frontend_dir=None, max_image_bytes=100)) as strict:
        assert upload(strict, picture()).status_code == 413


def test_explanations_are_made_off_the_event_loop() -> None:
    classifier = ThreadCounter()
    with service(classifier=classifier) as client:
        client.post("/v1/predict", json={"strokes": [LINE]})
        ask(client)
        upload(client, picture())
    assert classifier.threads[0] not in classifier.threads[1:]
    assert len(classifier.threads) == 5, "each is read, then explained at once"


def test_what_fails_inside_says_nothing_of_it() -> None:
    class Broken(FakeClassifier):
        def classify(self, frames: Any) -> Any:  # noqa: ANN401
            raise RuntimeError("a secret of the house")

    with service(classifier=Broken()) as client:
        answer = ask(client)
    assert answer.status_code == 500
    assert "secret" not in answer.text
