"""Numbers from images. What all uploads have in common (formats, forms) is shown in test_predict_image."""

import httpx2
import pytest
from fastapi.testclient import TestClient

from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.ink import ImageInk
from backend.settings import Settings
from tests.api.fakes import FakeReader, ThreadCounter, service
from tests.api.pictures import blank_picture, picture
from tests.recognition.artifacts import LINE_CARD

BOX = {"x": 1.5, "y": 2.0, "width": 3.0, "height": 4.0}
SEVEN = {
    "digit": 7,
    "probability": 0.75,
    "candidates": [{"digit": 7, "probability": 0.75}, {"digit": 1, "probability": 0.25}],
    "box": BOX,
    "strokes": [],
}


def post(client: TestClient, data: bytes, query: str = "") -> httpx2.Response:
    return client.post(f"/v1/read/image{query}", files={"image": ("number.png", data)})


def test_the_answer_is_the_contract_word_for_word(client: TestClient) -> None:
    answer = post(client, picture())
    assert answer.status_code == 200
    assert list(answer.json()) == ["lines", "model_version"]
    assert answer.json()["model_version"] == LINE_CARD.version
    sure, unsure = answer.json()["lines"]
    one = {"text": "7", "probability": 0.5, "box": BOX, "digits": [SEVEN]}
    assert sure == one | {"decision": "accept", "reasons": []}
    assert unsure == one | {"decision": "review", "reasons": ["low_confidence", "constraint_unsatisfied"]}


def test_the_picture_and_what_is_known_of_the_numbers_are_handed_on() -> None:
    reader = FakeReader()
    with service(reader=reader) as client:
        post(client, picture(64))
        post(client, picture(64), "?min_length=5&max_length=64&checksum=luhn")
    assert [constraints for _, constraints in reader.asked] == [Constraints(), Constraints(5, 64, Checksum.LUHN)]
    for ink, _ in reader.asked:
        assert isinstance(ink, ImageInk)
        assert ink.grey.shape == (64, 64)


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ("?min_length=0", ["/min_length"]),
        ("?min_length=65", ["/min_length"]),
        ("?min_length=true", ["/min_length"]),
        ("?min_length=", ["/min_length"]),
        ("?max_length=0", ["/max_length"]),
        ("?max_length=65", ["/max_length"]),
        ("?max_length=1.5", ["/max_length"]),
        ("?max_length=NaN", ["/max_length"]),
        ("?min_length=x&max_length=y", ["/min_length", "/max_length"]),
        ("?checksum=crc32", ["/checksum"]),
        ("?checksum=", ["/checksum"]),
        ("?top_k=1", ["/top_k"]),
    ],
)
def test_each_wrong_query_parameter_is_named(client: TestClient, query: str, pointers: list[str]) -> None:
    answer = post(client, picture(), query)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("invalid-request")
    assert [(error["part"], error["pointer"]) for error in answer.json()["errors"]] == [("query", p) for p in pointers]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?min_length=6&max_length=5", "max_length (5) is less than min_length (6)"),
        ("?min_length=13", "max_length (12) is less than min_length (13)"),
    ],
)
def test_lengths_that_contradict_each_other_are_refused(client: TestClient, query: str, says: str) -> None:
    answer = post(client, picture(), query)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"part": "query", "pointer": "/max_length", "detail": says}]


def test_a_missing_file_is_named(client: TestClient) -> None:
    answer = client.post("/v1/read/image", files={"picture": ("number.png", picture())})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/image"]


@pytest.mark.parametrize(
    ("data", "status", "slug"),
    [
        (b"", 422, "unreadable-image"),
        (b"%PDF-1.4", 415, "unsupported-image"),
        (picture()[:-30], 422, "unreadable-image"),
        (blank_picture(), 422, "blank-ink"),
    ],
    ids=["empty", "foreign", "cut short", "blank"],
)
def test_what_is_no_picture_of_a_number_is_told_apart(client: TestClient, data: bytes, status: int, slug: str) -> None:
    answer = post(client, data)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(slug)


def test_the_file_is_limited_to_the_byte_and_by_nothing_else() -> None:
    data = picture()
    with service(Settings(frontend_dir=None, max_json_bytes=1, max_image_bytes=len(data))) as client:
        assert post(client, data).status_code == 200
        too_large = post(client, data + b"\0")
    assert too_large.status_code == 413
    assert too_large.json()["type"].endswith("content-too-large")


def test_pixels_are_limited() -> None:
    with service(Settings(frontend_dir=None, max_image_pixels=64 * 64)) as client:
        assert post(client, picture(64)).status_code == 200
        too_large = post(client, picture(65))
    assert too_large.status_code == 413
    assert too_large.json()["type"].endswith("image-too-large")


def test_two_files_are_refused(client: TestClient) -> None:
    answer = client.post("/v1/read/image", files=[("image", ("a.png", picture())), ("image", ("b.png", picture()))])
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("malformed-request")


@pytest.mark.parametrize("content_type", ["image/png", "application/json", ""])
def test_another_content_type_is_refused(client: TestClient, content_type: str) -> None:
    answer = client.post("/v1/read/image", content=picture(), headers={"content-type": content_type})
    assert answer.status_code == 415
    assert "multipart/form-data" in answer.json()["detail"]


def test_images_are_read_off_the_event_loop() -> None:
    reader, classifier = FakeReader(), ThreadCounter()
    with service(classifier=classifier, reader=reader) as client:
        client.post("/v1/predict", json={"strokes": [{"x": [1, 2], "y": [1, 2]}]})
        post(client, picture())
    (event_loop,) = classifier.threads
    (number,) = reader.threads
    assert number != event_loop
