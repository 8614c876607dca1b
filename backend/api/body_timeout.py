"""A limit on how long a request body may take to arrive."""

import asyncio
from collections.abc import Awaitable

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ARRIVED = "inkdigit.arrived"
"""The server puts it into the scope once the whole body is there: what need not be awaited needs no clock."""


class BodyTimeout:
    """Answers 408 where the body has not come by then, and closes the connection: the rest is never read."""

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        """`seconds` for the whole body, however many pieces it comes in: who sends a byte now and then is stalling."""
        self.app = app
        self.seconds = seconds

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        waits = scope["type"] == "http" and ARRIVED not in scope
        return self.app(scope, _timed(receive, self.seconds) if waits else receive, send)


def _timed(receive: Receive, seconds: float) -> Receive:
    """The same stream, which fails where it takes longer; once the body is there, waiting for the end is free."""
    deadline: float | None = None
    arrived = False

    async def wait() -> Message:
        nonlocal deadline, arrived
        if arrived:
            return await receive()
        deadline = deadline or asyncio.get_running_loop().time() + seconds
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            detail = f"The request body did not arrive within {seconds:g} seconds."
            raise HTTPException(408, detail, {"Connection": "close"}) from None
        arrived = not message.get("more_body", False)
        return message

    return wait
