"""Every request gets an id, a line in the log and its place in the metrics."""

import logging
from collections.abc import Collection
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.metrics import OTHER, Metrics
from backend.api.request_ids import HEADER, RequestIds
from backend.api.visit import Visit, current_visit

logger = logging.getLogger(__name__)

LINE = "%(method)s %(route)s %(status)d %(ms).1f ms"

GONE = 499
"""The status of a request without an answer, as nginx counts them: whoever asked has gone."""


REFUSED = "inkdigit.refused"
"""In the scope of a request that the server has refused in the meantime, and counted as such."""


class Access:
    """The outermost middleware. It logs and counts routes, not paths: those could be anything, and any number."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, routes: Collection[str], ids: RequestIds) -> None:
        """`routes` are the paths of the API, which have no parameters."""
        self.app = app
        self.metrics = metrics
        self.routes = frozenset(routes)
        self.ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, started = self.ids.of(scope["headers"]), perf_counter()
        visit = Visit(request_id.decode())

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.begin_answer(message)
            await send(message)

        token = current_visit.set(visit)
        visit.headers.append((HEADER, request_id))
        self.metrics.observe_arrival()
        try:
            await self.app(scope, receive, send_noted)
        finally:
            self._note(scope, visit, perf_counter() - started)
            current_visit.reset(token)

    def _note(self, scope: Scope, visit: Visit, seconds: float) -> None:
        if REFUSED in scope:
            self.metrics.observe_departure()
            return
        route = scope["path"] if scope["path"] in self.routes else OTHER
        status = visit.status or GONE
        self.metrics.observe_request(route, status, seconds, visit.problem if status >= 400 else "")
        if logger.isEnabledFor(logging.INFO):
            logger.info(
                LINE, {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 3)}
            )
