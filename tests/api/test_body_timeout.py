"""Against the bare middleware; over the wire in tests/server."""

import asyncio

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from backend.api.body_timeout import ARRIVED, BodyTimeout
from tests.api.fakes import finish


class Stream:
    """A body in pieces, each after a pause in seconds; then the client stays and says no more."""

    def __init__(self, *pauses: float) -> None:
        self.pauses = list(pauses)

    async def receive(self) -> Message:
        if not self.pauses:
            await asyncio.sleep(10)
        await asyncio.sleep(self.pauses.pop(0))
        return {"type": "http.request", "body": b"x", "more_body": bool(self.pauses)}


async def read_all(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive())["more_body"]:
        pass


def run(stream: Stream, kind: str = "http", *, arrived: bool = False) -> None:
    async def send(message: Message) -> None:
        pytest.fail("nothing is answered here")

    limited = BodyTimeout(read_all, seconds=0.2)
    finish(limited({"type": kind} | ({ARRIVED: True} if arrived else {}), stream.receive, send))


@pytest.mark.parametrize("pauses", [(0.5,), (0.0, 0.5), (0.06,) * 9], ids=["at first", "half way", "trickling"])
def test_a_body_that_takes_too_long_is_408(pauses: tuple[float, ...]) -> None:
    with pytest.raises(HTTPException) as refusal:
        run(Stream(*pauses))
    assert refusal.value.status_code == 408
    assert refusal.value.detail == "The request body did not arrive within 0.2 seconds."
    assert refusal.value.headers == {"Connection": "close"}


@pytest.mark.parametrize("pauses", [(0.0,), (0.0, 0.0), (0.05, 0.05)])
def test_a_body_in_time_passes(pauses: tuple[float, ...]) -> None:
    run(Stream(*pauses))


def test_once_the_body_is_there_the_client_may_be_silent() -> None:
    async def reads_and_works(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(receive(), 0.4)

    async def send(message: Message) -> None:
        pytest.fail("nothing is answered here")

    finish(BodyTimeout(reads_and_works, seconds=0.2)({"type": "http"}, Stream(0.0).receive, send))


def test_what_is_not_http_passes() -> None:
    run(Stream(0.4), "lifespan")


def test_what_the_server_says_is_there_needs_no_clock() -> None:
    run(Stream(0.4), arrived=True)
