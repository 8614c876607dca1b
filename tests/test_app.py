import asyncio
import dataclasses
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message

from backend.api import batch
from backend.app import UPLOADS, _is_not_of_the_api, create_app, load_models
from backend.recognition.errors import ArtifactMismatch, ArtifactMissing
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.api.fakes import FakeClassifier, FakeReader
from tests.recognition.artifacts import CARD, LINE_CARD, fitting, inky_line_model, inky_model, store, store_lines


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    """A service with a page."""
    (tmp_path / "index.html").write_text("<title>Inkdigit</title>")
    (tmp_path / "Dockerfile").write_text("FROM nginx")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "main.js").write_text("export {}")
    return TestClient(create_app(Settings(frontend_dir=tmp_path), Recognizer(FakeClassifier()), FakeReader()))


def test_the_page_is_served_beside_the_api(page: TestClient) -> None:
    assert "Inkdigit" in page.get("/").text
    assert page.get("/js/main.js").headers["content-type"].startswith("text/javascript")
    assert page.get("/health/live").status_code == 200


def test_a_new_version_of_the_page_is_seen_at_once(page: TestClient) -> None:
    first = page.get("/")
    assert first.headers["cache-control"] == "no-cache"
    again = page.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_the_page_is_compressed_for_those_who_can_read_it(page: TestClient, tmp_path: Path) -> None:
    words = "f();\n" * 100
    (tmp_path / "js" / "long.js").write_text(words)
    packed, plain = (page.get("/js/long.js", headers={"accept-encoding": coding}) for coding in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(words) / 5
    assert "Accept-Encoding" in packed.headers["vary"]
    assert packed.headers["vary"] == plain.headers["vary"]
    assert packed.text == plain.text == words
    assert "content-encoding" not in page.get("/openapi.json").headers


def test_comments_of_the_page_stay_at_home(page: TestClient, tmp_path: Path) -> None:
    (tmp_path / "js" / "told.js").write_text("// why\nf();\n")
    told = page.get("/js/told.js")
    assert (told.text, told.headers["content-length"]) == ("f();\n", "5")
    assert page.get("/js/told.js", headers={"if-none-match": told.headers["etag"]}).status_code == 304


def test_a_source_is_answered_whole_so_that_one_etag_names_one_text(page: TestClient, tmp_path: Path) -> None:
    (tmp_path / "js" / "told.js").write_text("// why\nf();\n")
    told = page.get("/js/told.js")
    assert told.headers["accept-ranges"] == "none"
    for part in ({"range": "bytes=0-5"}, {"range": "bytes=0-5", "if-range": told.headers["etag"]}):
        answer = page.get("/js/told.js", headers=part)
        assert (answer.status_code, answer.text, answer.headers["etag"]) == (200, "f();\n", told.headers["etag"])
    assert page.get("/", headers={"range": "bytes=0-5"}).status_code == 206, "what keeps its bytes may come in parts"


def test_the_manifest_is_served_as_what_it_is(page: TestClient, tmp_path: Path) -> None:
    (tmp_path / "manifest.webmanifest").write_text("{}")
    assert page.get("/manifest.webmanifest").headers["content-type"].startswith("application/manifest+json")


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/nothing.html", 404, None),
        ("GET", "/Dockerfile", 404, None),
        ("GET", "/package.json", 404, None),
        ("GET", "/js", 404, None),
        ("GET", "/v1/predict", 405, "POST"),
        ("POST", "/", 405, "GET, HEAD"),
        ("GET", "/..%2f..%2fetc/passwd", 404, None),
    ],
)
def test_the_page_hides_no_problem(page: TestClient, method: str, path: str, status: int, allow: str | None) -> None:
    answer = page.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers.get("allow") == allow


@pytest.mark.parametrize(
    "path",
    [
        "/Dockerfile/x/..",
        "/Dockerfile/",
        "/Dockerfile/.",
        "/js/../Dockerfile",
        "//Dockerfile",
        "/DOCKERFILE",
        "/Dockerfile?.html",
        "/x.html\\..\\Dockerfile",
        "/js/../index.html",
    ],
)
def test_no_spelling_leads_to_what_is_not_of_the_page(page: TestClient, path: str) -> None:
    assert status_of(page.app, path) == 404


def status_of(app: ASGIApp, path: str) -> int:
    """The answer to a path that a client would have tidied up before it asks."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}  # else the sender of a file would ask for ever

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        await app({"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}, receive, send)

    asyncio.run(ask())
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/js/main.js", "/health/live", "/docs", "/report", "/openapi.json"]
)
def test_head_is_get_without_the_body(page: TestClient, path: str) -> None:
    with page:
        asked, got = (page.request(method, path, headers={"x-request-id": "1"}) for method in ("HEAD", "GET"))
    assert asked.status_code == 200
    assert asked.content == b""
    assert asked.headers == got.headers


def test_what_cannot_be_got_has_no_head(page: TestClient) -> None:
    answer = page.head("/v1/predict")
    assert (answer.status_code, answer.headers["allow"], answer.content) == (405, "POST", b"")


def test_without_a_page_the_api_stands_alone() -> None:
    client = TestClient(create_app(Settings(frontend_dir=None), Recognizer(FakeClassifier())))
    assert client.get("/").status_code == 404
    assert client.get("/health/live").status_code == 200


def test_without_readers_the_start_loads_the_models_of_the_settings(tmp_path: Path) -> None:
    number_model = store_lines(tmp_path, inky_line_model())
    settings = Settings(frontend_dir=None, model=store(tmp_path, inky_model()), number_model=number_model)
    app = create_app(settings)
    with TestClient(app):
        recognizer, reader = app.state.recognizer, app.state.reader
        assert (recognizer.version, reader.version) == (CARD.version, LINE_CARD.version)
        assert (reader.classifier, reader.network) == (recognizer.classifier, recognizer.lines)
    assert app.state.reader is None


def test_without_both_models_it_does_not_start(tmp_path: Path) -> None:
    settings = Settings(frontend_dir=None, model=tmp_path / "digits.onnx", number_model=tmp_path / "numbers.onnx")
    with pytest.raises(ArtifactMissing, match=r"digits\.json"), TestClient(create_app(settings)):
        pytest.fail("it must not start")
    store(tmp_path, inky_model())
    with pytest.raises(ArtifactMissing, match=r"numbers\.json"), TestClient(create_app(settings)):
        pytest.fail("it must not start")


def test_a_network_that_goes_with_other_digits_is_not_served(tmp_path: Path) -> None:
    model = inky_line_model()
    card = dataclasses.replace(fitting(LINE_CARD, model), digits="1.0.0+other")
    number_model = store_lines(tmp_path, model, card)
    settings = Settings(frontend_dir=None, model=store(tmp_path, inky_model()), number_model=number_model)
    with pytest.raises(ArtifactMismatch, match=r"1\.0\.0\+other"), TestClient(create_app(settings)):
        pytest.fail("it must not start")


def test_every_upload_may_be_as_large_as_an_image() -> None:
    app = create_app(Settings(frontend_dir=None))
    forms = {
        path
        for path, operations in app.openapi()["paths"].items()
        if "multipart/form-data" in operations.get("post", {}).get("requestBody", {}).get("content", {})
    }
    assert forms == set(UPLOADS)
    assert batch.PATH in app.openapi()["paths"]


def test_the_settings_may_want_more_than_the_model_does(tmp_path: Path) -> None:
    number_model = store_lines(tmp_path, inky_line_model())
    settings = Settings(model=store(tmp_path, inky_model()), number_model=number_model, min_probability=0.75)
    assert [reader.min_probability for reader in load_models(settings)] == [0.75, 0.75]


@pytest.mark.parametrize(
    ("path", "traced"), [("/v1/predict", True), ("/v1/nowhere", True), ("/health/live", False), ("/", False)]
)
def test_only_calls_of_the_api_are_traced(path: str, traced: bool) -> None:
    assert _is_not_of_the_api({"type": "http", "path": path}) is not traced


def test_what_is_not_set_adds_no_middleware() -> None:
    kept = len(create_app(Settings(frontend_dir=None)).user_middleware)
    keys = create_app(Settings(frontend_dir=None, api_keys=("0" * 64,), rate_limit=1))
    assert len(keys.user_middleware) == kept + 2
