"""Answers that are written straight to a connection: what is refused must cost next to nothing."""

import contextlib
import json
from collections.abc import Collection, Iterable
from functools import cache
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import Message, Scope, Send

from backend.api.cors import Cors
from backend.api.problems import overload_problem, problem
from backend.api.request_ids import HEADER
from backend.api.security_headers import SecurityHeaders
from backend.api.visit import Header, Visit, visiting

Headers = Iterable[tuple[bytes, bytes]]
"""As ASGI has them: names in lower case."""


class Refusal:
    """An answer in bytes, as the middleware makes it, made once for each origin that may ask."""

    def __init__(self, answer: Response, origins: Collection[str]) -> None:
        """`origins` as those of `Cors`."""
        told = Cors(SecurityHeaders(answer), origins=origins)
        known = [None, _STRANGER, *(origin.encode() for origin in origins)]
        self._headers = {origin: _headers(told, origin) for origin in known}
        status = HTTPStatus(answer.status_code)
        line = f"HTTP/1.1 {status} {status.phrase}\r\n".encode()
        self._heads = {origin: line + _lines(headers) for origin, headers in self._headers.items()}
        self._body = bytes(answer.body)
        self.status = answer.status_code
        self.slug = json.loads(self._body)["type"].rpartition(":")[2]

    def render(
        self, request: Headers, server: Headers, *, request_id: bytes, keep_alive: bool, with_body: bool
    ) -> bytes:
        """The whole answer to a request with these headers, with those that the server adds."""
        head = self._heads[self._known(request)]
        close = b"" if keep_alive else b"connection: close\r\n"
        named = _lines([(HEADER, request_id)])
        return b"".join((head, named, _lines(server), close, b"\r\n", self._body if with_body else b""))

    async def answer(self, request: Headers, send: Send, *, request_id: bytes) -> None:
        """The same by ASGI."""
        headers = [*self._headers[self._known(request)], (HEADER, request_id)]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})

    def _known(self, request: Headers) -> bytes | None:
        origin = next((value for name, value in request if name == b"origin"), None)
        return origin if origin in self._heads else _STRANGER


@cache
def overloaded(origins: tuple[str, ...]) -> Refusal:
    """503 for what is one too many."""
    return Refusal(overload_problem(), origins)


@cache
def slow_head(origins: tuple[str, ...]) -> Refusal:
    """408 for a head that does not end."""
    return Refusal(problem(408, "The head of the request took too long to arrive."), origins)


@cache
def stalled_body(origins: tuple[str, ...]) -> Refusal:
    """408 for a body that does not get on while others wait to be sent."""
    return Refusal(problem(408, "The body of the request did not get on while others waited to be sent."), origins)


@cache
def large_head(origins: tuple[str, ...]) -> Refusal:
    """431 for a head, or for what comes behind a body, that is too large."""
    return Refusal(problem(431, "The request's address and headers are larger than 64 KiB."), origins)


@cache
def no_request(origins: tuple[str, ...]) -> Refusal:
    """400 for what the parser does not take for HTTP."""
    return Refusal(problem(400, "This is no valid HTTP request."), origins)


_STRANGER = b"null"  # stands for all origins that nobody listed: it never is in a list


def _headers(app: Cors, origin: bytes | None) -> list[Header]:
    """Those of what the app answers. It waits for nothing, so one step takes it to its end."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope: Scope = {"type": "http", "method": "POST", "headers": [(b"origin", origin)] if origin else []}
    with visiting(Visit(request_id="")) as visit, contextlib.suppress(StopIteration):
        app(scope, receive, send).__await__().send(None)
    visit.begin_answer(sent[0])
    headers: list[Header] = sent[0]["headers"]
    return headers


def _lines(headers: Headers) -> bytes:
    return b"".join(name + b": " + value + b"\r\n" for name, value in headers)
