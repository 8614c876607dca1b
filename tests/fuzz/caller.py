"""Calls of an application through its ASGI interface, without sockets."""

import asyncio
from dataclasses import dataclass

from starlette.types import ASGIApp, Message

HANG = 60.0
"""Seconds after which a call will never end."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    media_type: str
    body: bytes


async def call(app: ASGIApp, path: str, body: bytes, content_type: str) -> Reply:
    """Posts the body. Raises TimeoutError where no answer comes."""
    sent: list[Message] = []
    arrived = False

    async def receive() -> Message:
        nonlocal arrived
        if arrived:
            await asyncio.Event().wait()
        arrived = True
        return {"type": "http.request", "body": body}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    where = {"path": path, "raw_path": path.encode(), "query_string": b"", "root_path": ""}
    scope = {"type": "http", "method": "POST", "http_version": "1.1", "scheme": "http", "headers": headers, **where}
    async with asyncio.timeout(HANG):
        await app(scope, receive, send)
    media_type = dict(sent[0]["headers"]).get(b"content-type", b"").decode()
    return Reply(sent[0]["status"], media_type, b"".join(message.get("body", b"") for message in sent[1:]))


async def upload(app: ASGIApp, path: str, file: bytes) -> Reply:
    """Posts the file as the `image` of a form."""
    edge = b"--inkdigit-fuzz"
    named = b'Content-Disposition: form-data; name="image"; filename="digit"'
    body = b"\r\n".join((edge, named, b"", file, edge + b"--", b""))
    return await call(app, path, body, "multipart/form-data; boundary=inkdigit-fuzz")
