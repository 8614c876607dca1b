"""The last resort: an error that nobody expected is logged here and answered without its details."""

import logging

from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.problems import problem
from backend.api.visit import current_visit

logger = logging.getLogger(__name__)


class UnexpectedErrors:
    """Answers 500 for any exception. Starlette's own handler stands outside CORS: no browser could read its answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except Exception:
            visit = current_visit.get()
            if visit and visit.status:  # half an answer is out: only the server can still break it off
                raise
            logger.exception("%s %s failed", scope["method"], scope["path"])
            await problem(500, "Something went wrong here. It has been logged.")(scope, receive, send)
