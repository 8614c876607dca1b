"""Cross-origin calls: web pages of any allowed origin may use the API and read its errors."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.problems import problem
from backend.api.visit import add_headers

READABLE = ("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID")
"""Headers that scripts of other origins may read, beside those that they always may."""


_VARY = [(b"vary", b"Origin")]


class Cors(CORSMiddleware):
    """Starlette's middleware, whose refusals are problems too. No credentials, so `*` gives nothing away."""

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("*",),
            expose_headers=READABLE,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Who has no origin, as most programs, is told that it matters, and no more: a tenth of Starlette's work."""
        if scope["type"] != "http" or b"origin" in dict(scope["headers"]):
            await super().__call__(scope, receive, send)
        else:
            add_headers(_VARY)
            await self.app(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        answer = super().preflight_response(request_headers)
        if answer.status_code == 200:
            return answer
        kept = {name: value for name, value in answer.headers.items() if not name.startswith("content-")}
        return problem(answer.status_code, bytes(answer.body).decode(), headers=kept)
