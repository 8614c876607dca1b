"""A limit on the size of request bodies, refused before they cost memory."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, self._limit(scope)), send)

    def _limit(self, scope: Scope) -> int:
        return self.limits.get(scope["path"], self.limit)

    def _refusal(self, scope: Scope) -> Response | None:
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit():
            return problem(400, "Content-Length is not a number.")
        too_large = len(length) > LONGEST_LENGTH or int(length) > self._limit(scope)
        return problem(413, _detail(self._limit(scope))) if too_large else None


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
