import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from backend.settings import Settings
from tests.api.fakes import ThreadCounter, service
from tests.api.pictures import blank_picture, picture, two_pale_strokes


def post(client: TestClient, data: bytes, query: str = "") -> httpx2.Response:
    return client.post(f"/v1/predict/image{query}", files={"image": ("digit.png", data)})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF"])
def test_the_answer_is_the_contract_word_for_word(client: TestClient, kind: str) -> None:
    answer = post(client, picture(kind=kind))
    assert answer.status_code == 200
    assert list(answer.json()) == ["digit", "probability", "decision", "reasons", "candidates", "model_version"]
    assert (answer.json()["decision"], answer.json()["reasons"]) == ("accept", [])
    assert answer.json()["candidates"][0] == {"digit": 7, "probability": 0.5}
    assert len(answer.json()["candidates"]) == 3


def test_the_picture_itself_gives_reasons(client: TestClient) -> None:
    answer = post(client, two_pale_strokes()).json()
    assert (answer["decision"], answer["reasons"]) == ("review", ["several_digits", "faint_ink"])


def test_the_query_asks_for_more(client: TestClient) -> None:
    answer = post(client, picture(), "?top_k=10&include_frame=true").json()
    assert len(answer["candidates"]) == 10
    assert answer["frame"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?top_k=0", "/top_k"),
        ("?top_k=x", "/top_k"),
        ("?include_frame=perhaps", "/include_frame"),
        ("?tpo_k=1", "/tpo_k"),
    ],
)
def test_each_wrong_query_parameter_is_named(client: TestClient, query: str, pointer: str) -> None:
    answer = post(client, picture(), query)
    assert answer.status_code == 422
    error = answer.json()["errors"][0]
    assert (error["part"], error["pointer"]) == ("query", pointer)


def test_a_missing_file_is_named(client: TestClient) -> None:
    answer = client.post("/v1/predict/image", files={"picture": ("digit.png", picture())})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/image"]


def test_text_is_no_file(client: TestClient) -> None:
    answer = client.post("/v1/predict/image", files={"image": (None, "a digit")})
    assert answer.status_code == 422
    assert "file is expected" in answer.json()["detail"]


def test_an_empty_file_is_no_image(client: TestClient) -> None:
    answer = post(client, b"")
    assert answer.status_code == 422
    assert "empty" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("data", "status", "slug"),
    [(b"%PDF-1.4", 415, "unsupported-image"), (picture()[:-30], 422, "unreadable-image")],
    ids=["foreign", "cut short"],
)
def test_damaged_and_foreign_files_are_told_apart(client: TestClient, data: bytes, status: int, slug: str) -> None:
    answer = post(client, data)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(slug)


@given(
    kind=st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF"]),
    place=st.integers(0, 400),
    damage=st.binary(max_size=20),
)
@examples(max_examples=60, deadline=None)
def test_no_damage_breaks_the_service(client: TestClient, kind: str, place: int, damage: bytes) -> None:
    data = picture(kind=kind)
    assert post(client, data[:place] + damage + data[place + len(damage) :]).status_code in {200, 413, 415, 422}


def test_blank_paper_is_blank_ink(client: TestClient) -> None:
    answer = post(client, blank_picture())
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("blank-ink")


def test_the_file_is_limited_to_the_byte() -> None:
    data = picture()
    with service(Settings(frontend_dir=None, max_image_bytes=len(data))) as client:
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


@pytest.mark.parametrize(
    "parts",
    [
        [("image", ("a.png", picture())), ("image", ("b.png", picture()))],
        [(f"field{number}", (None, "1")) for number in range(9)],
        [("note", (None, "x" * 5000)), ("image", ("a.png", picture()))],
    ],
    ids=["two files", "many fields", "a large field"],
)
def test_forms_are_bounded(client: TestClient, parts: list[tuple[str, tuple[str | None, bytes | str]]]) -> None:
    answer = client.post("/v1/predict/image", files=parts)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("malformed-request")


@pytest.mark.parametrize("body", [b"", b"nonsense", b"--b\r\n\r\n", b"--b\r\nContent-Disposition: form-data\r\n\r\nx"])
def test_damaged_forms_are_refused(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/v1/predict/image", content=body, headers=headers).status_code in {400, 422}


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(client: TestClient, content_type: str) -> None:
    answer = client.post("/v1/predict/image", content=picture(), headers={"content-type": content_type})
    assert answer.status_code == 415
    assert "multipart/form-data" in answer.json()["detail"]


def test_images_are_read_off_the_event_loop() -> None:
    classifier = ThreadCounter()
    with service(classifier=classifier) as client:
        client.post("/v1/predict", json={"strokes": [{"x": [1, 2], "y": [1, 2]}]})
        post(client, picture())
    event_loop, image = classifier.threads
    assert image != event_loop
