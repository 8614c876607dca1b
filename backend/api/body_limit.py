"""A limit on the size of request bodies, refused before they cost memory."""

from collections.abc import Awaitable, Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.body_timeout import ARRIVED
from backend.api.problems import problem

LONGEST_LENGTH = 18
"""Digits. No body is that long, and Python refuses to read numbers of some thousand digits."""


class BodyLimit:
    """Refuses a body over the limit of its path: by its Content-Length before a byte is read, else while it streams."""

    def __init__(self, app: ASGIApp, *, limit: int, limits: Mapping[str, int]) -> None:
        """`limits` holds bytes for paths of their own, `limit` bytes for all others."""
        self.app = app
        self.limit = limit
        self.limits = limits

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http":
            return self.app(scope, receive, send)
        length = dict(scope["headers"]).get(b"content-length")
        limit = self.limits.get(scope["path"], self.limit)
        if length is not None and (refusal := _refusal(length, limit)):
            return refusal(scope, receive, send)
        as_long_as_told = length is not None and ARRIVED in scope  # the server takes no body for whole that is not
        return self.app(scope, receive if as_long_as_told else _counted(receive, limit), send)


def _refusal(length: bytes, limit: int) -> Response | None:
    if not length.isdigit():
        return problem(400, "Content-Length is not a number.")
    too_large = len(length) > LONGEST_LENGTH or int(length) > limit
    return problem(413, _detail(limit)) if too_large else None


def _counted(receive: Receive, limit: int) -> Receive:
    """The same stream, which fails once it has brought more than the limit. Nothing is kept."""
    total = 0

    async def count() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise HTTPException(413, _detail(limit))
        return message

    return count


def _detail(limit: int) -> str:
    return f"The request body is larger than {limit} bytes."
