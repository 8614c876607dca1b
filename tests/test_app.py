from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backend.app import create_app
from backend.recognition.errors import ArtifactMissing
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.api.fakes import FakeClassifier


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    """A service with a page."""
    (tmp_path / "index.html").write_text("<title>Inkdigit</title>")
    (tmp_path / "Dockerfile").write_text("FROM nginx")
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "main.js").write_text("export {}")
    return TestClient(create_app(Settings(frontend_dir=tmp_path), Recognizer(FakeClassifier())))


def test_the_page_is_served_beside_the_api(page: TestClient) -> None:
    assert "Inkdigit" in page.get("/").text
    assert page.get("/js/main.js").headers["content-type"].startswith("text/javascript")
    assert page.get("/health/live").status_code == 200


def test_a_new_version_of_the_page_is_seen_at_once(page: TestClient) -> None:
    first = page.get("/")
    assert first.headers["cache-control"] == "no-cache"
    again = page.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/nothing.html", 404, None),
        ("GET", "/Dockerfile", 404, None),
        ("GET", "/js/../Dockerfile", 404, None),
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


@pytest.mark.parametrize("folder", [None, Path("/nowhere")])
def test_without_a_page_the_api_stands_alone(folder: Path | None) -> None:
    settings = Settings.model_construct(**dict(Settings()) | {"frontend_dir": folder})
    client = TestClient(create_app(settings, Recognizer(FakeClassifier())))
    assert client.get("/").status_code == 404
    assert client.get("/health/live").status_code == 200


def test_without_a_recognizer_the_start_loads_the_model_of_the_settings(tmp_path: Path) -> None:
    settings = Settings(frontend_dir=None, model=tmp_path / "digits.onnx")
    with pytest.raises(ArtifactMissing, match=r"digits\.json"), TestClient(create_app(settings)):
        pytest.fail("it must not start")
