"""Keys that callers of the API must show, where whoever runs the service has given some out."""

import hashlib
import secrets
from collections.abc import Iterable
from hmac import compare_digest

from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.problems import problem

API = "/v1/"
"""What keys and limits are for. Health, metrics, the documentation and the page stay open."""

HEADER = "X-API-Key"
CALLER = "inkdigit.caller"
"""Where the scope holds whose key it is, for what stands further in."""

CHALLENGE = {"WWW-Authenticate": 'ApiKey realm="Inkdigit"'}
"""RFC 9110 wants one with every 401. No scheme is registered for keys in a header of their own."""


def new_key() -> str:
    """A fresh one of 256 random bits. The prefix lets people and scanners see what has leaked."""
    return "ink_" + secrets.token_urlsafe(32)


def digest_of(key: bytes) -> str:
    """What the settings hold of a key, in hexadecimal. A key is random, so that one round of SHA-256 is enough."""
    return hashlib.sha256(key).hexdigest()


class ApiKeys:
    """Refuses with 401 who shows none of the keys."""

    def __init__(self, app: ASGIApp, *, digests: Iterable[str]) -> None:
        self.app = app
        self.digests = tuple(digests)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(API):
            key = _key(scope["headers"])
            digest = digest_of(key)
            if not self._is_known(digest):
                refusal = problem(401, _detail(key), headers=CHALLENGE)
                await refusal(scope, receive, send)
                return
            scope[CALLER] = digest
        await self.app(scope, receive, send)

    def _is_known(self, digest: str) -> bool:
        """Compares with all of them, each in constant time: how long it takes tells nothing."""
        return sum(compare_digest(digest, known) for known in self.digests) > 0


def _key(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The first that is shown; empty without one."""
    name = HEADER.lower().encode()
    return next((value for header, value in headers if header == name), b"")


def _detail(key: bytes) -> str:
    return f"The key in {HEADER} is not known here." if key else f"A key is needed in the header {HEADER}."
