"""The page's sources without what is for their readers, comments and indentation: a third of what would travel."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KINDS = ("text/javascript", "text/css")
SUFFIXES = (".js", ".css")

ON_LINES_OF_ITS_OWN = re.compile(rb"^ *(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
"""A comment with nothing else on its lines. One behind code stays: to find it takes a parser, and it weighs little."""

INDENT = re.compile(rb"^ +", re.MULTILINE)


def shortened(source: bytes) -> bytes:
    """JavaScript or CSS that does the same. A test holds that of every file; the image of the page has this in sed."""
    return INDENT.sub(b"", ON_LINES_OF_ITS_OWN.sub(b"", source))


class PageComments:
    """Leaves comments out of the sources. They are answered whole, whatever part is asked for (RFC 9110, 14.2).

    So one ETag names one text: a part of the file's own bytes would not fit what was sent under the same ETag.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(_for_the_whole(scope), receive, _Shortened(send).send)


class _Shortened:
    """Sends an answer on, shorter where it is a source. It is held back until its length is known."""

    def __init__(self, send: Send) -> None:
        self.on = send
        self.start: Message = {}
        self.parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_source(message):
            self.start = message
        elif not self.start:
            await self.on(message)
        else:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send_all(shortened(b"".join(self.parts)))

    async def _send_all(self, body: bytes) -> None:
        headers = MutableHeaders(raw=self.start["headers"])
        headers["Content-Length"] = str(len(body))
        headers["Accept-Ranges"] = "none"
        await self.on(self.start)
        await self.on({"type": "http.response.body", "body": body})


def _for_the_whole(scope: Scope) -> Scope:
    if not scope["path"].endswith(SUFFIXES):
        return scope
    return {**scope, "headers": [header for header in scope["headers"] if header[0] != b"range"]}


def _is_source(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == 200 and kind.partition(";")[0] in KINDS)
