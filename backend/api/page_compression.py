"""The page's files made smaller on their way; the API's answers are not, as that costs more than it saves."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.page import ADDRESS
from backend.api.page_comments import PageComments

SMALLEST = 256
"""Bytes; what is smaller fits a packet anyway."""

LEVEL = 6
"""Of 9, as zlib has it: of the page's files (64 kB at level 6) level 9 saved 15 bytes and took a third longer."""


class PageCompression:
    """Sends what has an address of the page without comments and, to those who take it, with gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.smaller = GZipMiddleware(PageComments(app), minimum_size=SMALLEST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_the_page = scope["type"] == "http" and ADDRESS.fullmatch(scope["path"])
        await (self.smaller if of_the_page else self.app)(scope, receive, send)
