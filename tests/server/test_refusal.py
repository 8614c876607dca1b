"""What is written past the middleware is what the middleware writes."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backend.api.workshop import Overloaded
from backend.app import create_app
from backend.server.refusal import overloaded, slow_head
from backend.settings import Settings


def too_busy(app: FastAPI) -> None:
    @app.get("/busy")
    async def busy() -> None:
        raise Overloaded


@pytest.mark.parametrize("origins", [("*",), ("https://a.example", "https://b.example"), ()])
@pytest.mark.parametrize("origin", [None, "https://a.example", "https://c.example", "null"])
def test_it_is_the_answer_of_the_application(origins: tuple[str, ...], origin: str | None) -> None:
    app = create_app(Settings(frontend_dir=None, cors_origins=origins))
    too_busy(app)
    asked = {} if origin is None else {"origin": origin}
    expected = TestClient(app).get("/busy", headers=asked)
    raw = [(name.encode(), value.encode()) for name, value in asked.items()]
    answered = overloaded(origins).render(raw, (), request_id=b"its-id", keep_alive=True, with_body=True)
    status, *lines = answered.decode().split("\r\n")
    assert status == "HTTP/1.1 503 Service Unavailable"
    told = dict(line.split(": ", 1) for line in lines[:-2])
    assert told == dict(expected.headers) | {"x-request-id": "its-id"}
    assert lines[-2:] == ["", expected.text]


def test_the_server_adds_its_headers_and_may_close() -> None:
    answer = slow_head(()).render((), [(b"date", b"today")], request_id=b"1", keep_alive=False, with_body=False)
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"\r\ndate: today\r\n" in answer
    assert answer.endswith(b"\r\nconnection: close\r\n\r\n")
