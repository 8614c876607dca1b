import gzip
import json

import httpx2
import pytest
from fastapi.testclient import TestClient

from backend.app import create_app
from backend.settings import Settings
from tests.api.fakes import BrokenClassifier, BrokenReader, service
from tests.api.pictures import picture

ORIGIN = {"origin": "https://app.example"}
LINE = {"strokes": [{"x": [1, 2], "y": [1, 2]}]}

JSON, FORM = "application/json", "multipart/form-data; boundary=b"
PICTURE = (
    b'--b\r\nContent-Disposition: form-data; name="image"; filename="seven.png"\r\n\r\n%b\r\n--b--\r\n' % picture()
)
POSTED = {
    "/v1/predict": (JSON, json.dumps(LINE).encode()),
    "/v1/predict/batch": (JSON, json.dumps({"items": [LINE]}).encode()),
    "/v1/explain": (JSON, json.dumps(LINE).encode()),
    "/v1/read": (JSON, json.dumps(LINE).encode()),
    "/v1/predict/image": (FORM, PICTURE),
    "/v1/explain/image": (FORM, PICTURE),
    "/v1/read/image": (FORM, PICTURE),
}


def is_problem(answer: httpx2.Response, status: int, slug: str) -> bool:
    body = answer.json()
    return (
        answer.status_code == body["status"] == status
        and answer.headers["content-type"] == "application/problem+json"
        and body["type"].endswith(slug)
        and bool(body["title"] and body["detail"])
    )


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("POST", "/v1/nowhere", 404, "not-found"),
        ("GET", "/v1/%00%ff", 404, "not-found"),
        ("GET", "/docs/assets/nothing.js", 404, "not-found"),
        ("GET", "/v1/predict", 405, "method-not-allowed"),
        ("DELETE", "/v1/model", 405, "method-not-allowed"),
        ("GET", "/v1/read", 405, "method-not-allowed"),
        ("POST", "/v1/predict", 415, "unsupported-media-type"),
        ("POST", "/v1/read/image", 415, "unsupported-media-type"),
    ],
)
def test_every_refusal_is_a_problem_that_any_origin_may_read(
    client: TestClient, method: str, path: str, status: int, slug: str
) -> None:
    answer = client.request(method, path, headers=ORIGIN)
    assert is_problem(answer, status, slug)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_all_that_is_posted_is_here(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(POSTED) == {path for path, operations in paths.items() if "post" in operations}


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "GZIP", "identity, gzip", "nonsense"])
def test_a_body_with_an_encoding_is_refused_whether_it_has_it_or_not(
    client: TestClient, path: str, coding: str
) -> None:
    kind, body = POSTED[path]
    for content in (body, gzip.compress(body), b""):
        answer = client.post(path, content=content, headers={"content-type": kind, "content-encoding": coding} | ORIGIN)
        assert is_problem(answer, 415, "unsupported-media-type")
        assert "Content-Encoding" in answer.json()["detail"]
        assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("path", POSTED)
def test_an_encoding_that_comes_in_a_header_of_its_own_is_seen(client: TestClient, path: str) -> None:
    kind, body = POSTED[path]
    headers = [("content-type", kind), ("content-encoding", "identity"), ("content-encoding", "gzip")]
    assert client.post(path, content=body, headers=headers).status_code == 415


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize("coding", ["identity", "Identity", " identity , identity", ""])
def test_the_encoding_that_is_none_changes_nothing(client: TestClient, path: str, coding: str) -> None:
    kind, body = POSTED[path]
    plain, told = (
        client.post(path, content=body, headers={"content-type": kind} | more)
        for more in ({}, {"content-encoding": coding})
    )
    assert plain.status_code == told.status_code == 200
    assert plain.content == told.content


def test_405_says_what_is_allowed(client: TestClient) -> None:
    assert client.get("/v1/predict").headers["allow"] == "POST"
    assert client.delete("/v1/model").headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/v1/predict", "/v1/read"])
def test_an_unexpected_error_is_logged_and_kept_in_the_house(caplog: pytest.LogCaptureFixture, path: str) -> None:
    with service(classifier=BrokenClassifier(), reader=BrokenReader()) as client:
        answer = client.post(path, json=LINE, headers=ORIGIN)
    assert is_problem(answer, 500, "internal-error")
    assert "secret" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "a secret of the house" in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "/v1/predict",
        "/v1/predict/image",
        "/v1/predict/batch",
        "/v1/explain",
        "/v1/explain/image",
        "/v1/read",
        "/v1/read/image",
    ],
)
def test_413_may_be_read_by_any_origin(path: str) -> None:
    limits = Settings(frontend_dir=None, max_json_bytes=1, max_image_bytes=1, max_batch_bytes=1)
    with service(limits) as client:
        answer = client.post(path, content=b"x" * 100_000, headers=ORIGIN)
    assert is_problem(answer, 413, "content-too-large")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_until_the_model_is_loaded_it_is_503() -> None:
    client = TestClient(create_app(Settings(frontend_dir=None)))  # not started: nothing is loaded
    asked = [client.post(path, json=LINE) for path in ("/v1/predict", "/v1/explain", "/v1/read")]
    for answer in (*asked, client.get("/v1/model"), client.get("/health/ready")):
        assert is_problem(answer, 503, "not-ready")
        assert answer.headers["retry-after"] == "1"


def test_preflight_lets_any_origin_post_json(client: TestClient) -> None:
    asks = {"access-control-request-method": "POST", "access-control-request-headers": "content-type,x-request-id"}
    answer = client.options("/v1/predict", headers=ORIGIN | asks)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "content-type" in answer.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origins", [("*",), ("https://app.example",)])
def test_every_answer_depends_on_the_origin(origins: tuple[str, ...]) -> None:
    with service(Settings(frontend_dir=None, cors_origins=origins)) as client:
        answers = [client.get(path, headers=asked) for path in ("/v1/model", "/no") for asked in ({}, ORIGIN)]
    assert {answer.headers["vary"] for answer in answers} == {"Origin"}


def test_only_the_origins_of_the_settings_are_let_in() -> None:
    with service(Settings(frontend_dir=None, cors_origins=("https://app.example",))) as client:
        known = client.get("/v1/model", headers=ORIGIN)
        stranger = client.get("/v1/model", headers={"origin": "https://other.example"})
        asks = {"origin": "https://other.example", "access-control-request-method": "POST"}
        refused = client.options("/v1/predict", headers=asks)
    assert known.headers["access-control-allow-origin"] == "https://app.example"
    assert "access-control-allow-origin" not in stranger.headers
    assert is_problem(refused, 400, "malformed-request")
    assert "access-control-allow-origin" not in refused.headers
