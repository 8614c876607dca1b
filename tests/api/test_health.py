from fastapi.testclient import TestClient

from backend.app import create_app
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.api.fakes import FakeClassifier, FakeReader


def test_ready_from_the_start_to_the_end() -> None:
    client = TestClient(create_app(Settings(frontend_dir=None), Recognizer(FakeClassifier()), FakeReader()))
    assert client.get("/health/ready").status_code == 503
    with client:
        assert client.get("/health/ready").json() == {"status": "ready"}
    assert client.get("/health/ready").status_code == 503


def test_not_ready_from_the_signal_to_stop_on_but_alive() -> None:
    app = create_app(Settings(frontend_dir=None), Recognizer(FakeClassifier()), FakeReader())
    with TestClient(app) as client:
        app.state.load.stopping = True
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["detail"]) == (503, "The service is stopping.")
        assert client.get("/health/live").status_code == 200


def test_live_whether_ready_or_not() -> None:
    client = TestClient(create_app(Settings(frontend_dir=None)))
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})
