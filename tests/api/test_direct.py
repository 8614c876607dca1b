import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.types import Message, Receive, Scope, Send

from backend.api.direct import Direct, plain_drawing
from backend.api.metrics import Metrics
from backend.api.schemas import Drawing
from backend.api.strict_route import parse_json
from backend.recognition.errors import InkError
from backend.settings import Settings
from tests.api.fakes import service

PLAIN = b'{"strokes": [{"x": [10, 20.5, 30], "y": [10, 50, 9e1]}, {"x": [1], "y": [2], "t": [0]}], "top_k": 2}'

ODD = {
    "a key twice": b'{"strokes": [{"x": [1], "x": [2], "y": [2]}]}',
    "a key twice, once escaped": b'{"strokes": [{"x": [1], "\\u0078": [2], "y": [2]}]}',
    "strokes twice": b'{"strokes": [], "strokes": [{"x": [1], "y": [2]}]}',
    "no number": b'{"strokes": [{"x": [NaN], "y": [2]}]}',
    "infinity": b'{"strokes": [{"x": [-Infinity], "y": [2]}]}',
    "too large": b'{"strokes": [{"x": [1e999], "y": [2]}]}',
    "digits without end": b'{"strokes": [{"x": [%s], "y": [2]}]}' % (b"1" * 5000),
    "text for a number": b'{"strokes": [{"x": ["1"], "y": [2]}]}',
    "a boolean for a number": b'{"strokes": [{"x": [true], "y": [2]}]}',
    "null": b'{"strokes": [{"x": [1], "y": [2], "t": null}]}',
    "an unknown key": b'{"strokes": [{"x": [1], "y": [2], "z": [3]}]}',
    "unequal lengths": b'{"strokes": [{"x": [1, 2], "y": [2]}]}',
    "a byte order mark": b"\xef\xbb\xbf" + PLAIN,
    "no UTF-8": PLAIN.replace(b"top_k", b"top\xff_k"),
    "more behind it": PLAIN + b"}",
    "a leading zero": PLAIN.replace(b"10", b"010"),
    "a trailing comma": PLAIN.replace(b"]}]", b"],}]"),
    "nothing": b"",
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "top_k as text": PLAIN.replace(b'"top_k": 2', b'"top_k": "2"'),
    "top_k out of range": PLAIN.replace(b'"top_k": 2', b'"top_k": 11'),
    "no ink": b'{"strokes": []}',
    "an empty stroke": b'{"strokes": [{"x": [], "y": []}]}',
    "coordinates beyond all bounds": b'{"strokes": [{"x": [1e300], "y": [2]}]}',
    "too many points": json.dumps({"strokes": [{"x": [1] * 10_001, "y": [1] * 10_001}]}).encode(),
    "too many strokes": json.dumps({"strokes": [{"x": [1], "y": [1]}] * 10_001}).encode(),
}


def strictly(body: bytes) -> Drawing | None:
    """As FastAPI's way reads it."""
    try:
        return Drawing.model_validate(parse_json(body))
    except (json.JSONDecodeError, ValidationError, InkError):
        return None


def test_a_plain_drawing_is_read_as_strictly() -> None:
    assert plain_drawing(PLAIN) == strictly(PLAIN) is not None


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_what_is_odd_is_never_read_differently(body: bytes) -> None:
    assert plain_drawing(body) in (None, strictly(body))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The plain body with some bytes replaced, left out or repeated."""
    body = bytearray(PLAIN)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = min(start + draw(st.integers(0, 12)), len(body))
        pieces = st.sampled_from([b"", b'"', b'"x"', b"\\", b",", b":", b"-", b"1", b"e", b" ", b"\xff", b"[", b"}"])
        body[start:end] = draw(pieces | st.just(bytes(body[start:end]) * 2))
    return bytes(body)


@given(body=damaged())
@example(body=PLAIN.replace(b'"x": [1]', b'"x": [1], "x": [1]'))
def test_what_is_damaged_is_never_read_differently(body: bytes) -> None:
    assert plain_drawing(body) in (None, strictly(body))


@pytest.mark.parametrize("body", [PLAIN, *ODD.values()], ids=["plain", *ODD])
def test_both_ways_answer_alike(client: TestClient, body: bytes) -> None:
    """A content type that is not in its shortest form goes FastAPI's way."""
    direct, round_about = (
        client.post("/v1/predict", content=body, headers={"content-type": kind, "x-request-id": "one"})
        for kind in ("application/json", "application/json; charset=utf-8")
    )
    assert direct.status_code == round_about.status_code
    assert direct.content == round_about.content
    assert dict(direct.headers) == dict(round_about.headers)


def test_a_body_over_the_limit_is_refused_as_everywhere_while_it_streams() -> None:
    with service(Settings(frontend_dir=None, max_json_bytes=64)) as client:
        answer = client.post("/v1/predict", content=iter([PLAIN]), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


class Recorder:
    """The app behind: notes what body it gets and what comes after that."""

    def __init__(self) -> None:
        self.received: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.received = [await receive(), await receive()]


def ask(body: bytes, **state: object) -> tuple[Recorder, list[Message]]:
    behind, sent = Recorder(), []
    stream = [{"type": "http.request", "body": body, "more_body": False}, {"type": "http.disconnect"}]
    app = SimpleNamespace(state=SimpleNamespace(metrics=Metrics(), **state))
    scope = {"type": "http", "path": "/v1/predict", "method": "POST", "app": app}
    scope["headers"] = [(b"content-type", b"application/json")]

    async def receive() -> Any:  # noqa: ANN401
        return stream.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Direct(behind)(scope, receive, send))
    return behind, sent


def test_what_is_not_plain_is_passed_on_with_its_body() -> None:
    behind, sent = ask(b"[]", micro_batch=None)
    assert [message["type"] for message in behind.received] == ["http.request", "http.disconnect"]
    assert behind.received[0]["body"] == b"[]"
    assert sent == []


def test_before_the_model_is_there_a_drawing_is_passed_on() -> None:
    behind, _ = ask(PLAIN, micro_batch=None)
    assert behind.received[0]["body"] == PLAIN


def test_who_hangs_up_in_the_middle_is_not_answered() -> None:
    behind, sent = Recorder(), []
    scope = {
        "type": "http",
        "path": "/v1/predict",
        "method": "POST",
        "headers": [(b"content-type", b"application/json")],
    }

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Direct(behind)(scope, receive, send))
    assert (behind.received, sent) == ([], [])
