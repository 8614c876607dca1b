import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from backend.api.access import Access
from backend.api.metrics import Metrics
from backend.api.request_ids import RequestIds
from backend.api.unexpected_errors import UnexpectedErrors


async def breaks_in_the_middle(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200})
    raise RuntimeError("late")


async def never(*_: object) -> Message:
    raise AssertionError("nothing is to be read")


@pytest.mark.parametrize("kind", ["http", "lifespan"])
def test_half_an_answer_is_left_to_the_server(kind: str) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    app = Access(UnexpectedErrors(breaks_in_the_middle), metrics=Metrics(), routes=(), ids=RequestIds())
    with pytest.raises(RuntimeError, match="late"):
        asyncio.run(app({"type": kind, "method": "GET", "path": "/", "headers": []}, never, send))
    assert [message["type"] for message in sent] == ["http.response.start"]
