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
        visit = Visit(_sane_id(scope["headers"]) or f"{self.chance.getrandbits(128):032x}")
        header, status, started = (HEADER, visit.request_id.encode()), GONE, perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), header]  # not in place: answers share their list
            await send(message)

        token = current_visit.set(visit)
        self.metrics.in_flight.inc()
        try:
            await self.app(scope, receive, send_with_id)
        finally:
            self.metrics.in_flight.dec()
            self._note(scope, status, perf_counter() - started, visit)
            current_visit.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float, visit: Visit) -> None:
        route = scope["path"] if scope["path"] in self.routes else OTHER
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
