from fastapi.testclient import TestClient

from backend.app import create_app
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.api.fakes import FakeClassifier


def test_ready_from_the_start_to_the_end() -> None:
    classifier = FakeClassifier()
    client = TestClient(create_app(Settings(frontend_dir=None), Recognizer(classifier)))
    assert client.get("/health/ready").status_code == 503
    with client:
        assert client.get("/health/ready").json() == {"status": "ready"}
        assert classifier.frames == 1, "warm before it is ready"
    assert client.get("/health/ready").status_code == 503


def test_live_whether_ready_or_not() -> None:
    client = TestClient(create_app(Settings(frontend_dir=None)))
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})
