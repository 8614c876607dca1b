"""Against the bare middleware, to see what is read and what is not."""

import json
from collections.abc import Iterable

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from backend.api.body_limit import BodyLimit
from tests.api.fakes import finish


class Exchange:
    """One request with its body in chunks; notes how many were read and what was answered."""

    def __init__(self, chunks: Iterable[bytes], headers: Iterable[tuple[bytes, bytes]] = (), path: str = "/") -> None:
        self.scope: Scope = {"type": "http", "path": path, "headers": list(headers)}
        self.chunks = list(chunks)
        self.read = 0
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        chunk = self.chunks[self.read]
        self.read += 1
        return {"type": "http.request", "body": chunk, "more_body": self.read < len(self.chunks)}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def run(self) -> None:
        limited = BodyLimit(read_all, limit=10, limits={"/large": 20})
        finish(limited(self.scope, self.receive, self.send))

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])


async def read_all(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200})


@pytest.mark.parametrize("length", [b"11", b"9" * 5000])
def test_an_announced_excess_is_refused_before_a_byte_is_read(length: bytes) -> None:
    exchange = Exchange([b"x" * 11], [(b"content-length", length)])
    exchange.run()
    assert (exchange.status, exchange.read) == (413, 0)
    assert json.loads(exchange.sent[1]["body"])["type"].endswith("content-too-large")


@pytest.mark.parametrize("length", [b"-1", b"ten", b"1,1", b"", b"\xb2"])
def test_a_malformed_length_is_refused(length: bytes) -> None:
    exchange = Exchange([b"x"], [(b"content-length", length)])
    exchange.run()
    assert (exchange.status, exchange.read) == (400, 0)


def test_a_stream_is_broken_off_at_the_limit() -> None:
    exchange = Exchange([b"x" * 4] * 1000)
    with pytest.raises(HTTPException) as refusal:
        exchange.run()
    assert (refusal.value.status_code, exchange.read) == (413, 3)


@pytest.mark.parametrize(("path", "size"), [("/", 10), ("/large", 20)])
def test_each_path_has_its_limit_to_the_byte(path: str, size: int) -> None:
    exchange = Exchange([b"x" * 5, b"x" * (size - 5)], [(b"content-length", str(size).encode())], path)
    exchange.run()
    assert exchange.status == 200
    with pytest.raises(HTTPException):
        Exchange([b"x" * 5, b"x" * (size - 4)], path=path).run()


def test_what_is_not_http_passes() -> None:
    exchange = Exchange([b"x" * 100])
    exchange.scope = {"type": "lifespan"}
    exchange.run()
    assert exchange.status == 200
