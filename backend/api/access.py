"""Every request gets an id, a line in the log and its place in the metrics."""

import logging
import re
from collections.abc import Collection, Iterable
from random import Random
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.metrics import OTHER, Metrics
from backend.api.visit import Visit, current_visit

logger = logging.getLogger(__name__)

HEADER = b"x-request-id"
SANE_ID = re.compile(rb"[A-Za-z0-9._:/+=@~-]{1,128}")
"""UUIDs, trace ids and what else proxies write; nothing that would need quotes in a log."""

LINE = "%(method)s %(route)s %(status)d %(ms).1f ms"

GONE = 499
"""The status of a request without an answer, as nginx counts them: whoever asked has gone."""


class Access:
    """The outermost middleware. It logs and counts routes, not paths: those could be anything, and any number."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, routes: Collection[str]) -> None:
        """`routes` are the paths of the API, which have no parameters."""
        self.app = app
        self.metrics = metrics
        self.routes = frozenset(routes)
        # Seeded by the system once: to ask it for every id takes a system call, and no id is a secret.
        self.chance = Random()  # noqa: S311

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit, started = Visit(_sane_id(scope["headers"]) or f"{self.chance.getrandbits(128):032x}"), perf_counter()

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.begin_answer(message)
            await send(message)

        token = current_visit.set(visit)
        visit.headers.append((HEADER, visit.request_id.encode()))
        self.metrics.observe_arrival()
        try:
            await self.app(scope, receive, send_noted)
        finally:
            self._note(scope, visit, perf_counter() - started)
            current_visit.reset(token)

    def _note(self, scope: Scope, visit: Visit, seconds: float) -> None:
        route = scope["path"] if scope["path"] in self.routes else OTHER
        status = visit.status or GONE
        self.metrics.observe_request(route, status, seconds, visit.problem if status >= 400 else "")
        if logger.isEnabledFor(logging.INFO):
            logger.info(
                LINE, {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 3)}
            )


def _sane_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The first of the request that is sane; empty without one."""
    for name, value in headers:
        if name == HEADER and SANE_ID.fullmatch(value):
            return value.decode()
    return ""
