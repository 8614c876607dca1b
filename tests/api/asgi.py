"""ASGI without a server: one request to a bare app, and what it sends."""

import asyncio
from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.visit import Header, Visit, visiting


async def fine(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that is content with anything."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"fine"})


class Answer:
    """What an app sent."""

    def __init__(self, sent: list[Message]) -> None:
        self.status = int(sent[0]["status"]) if sent else 0
        headers = sent[0].get("headers", ()) if sent else ()
        self.headers: dict[str, str] = {name.decode(): value.decode() for name, value in headers}
        self.body = b"".join(message.get("body", b"") for message in sent[1:])


def ask(
    app: ASGIApp,
    path: str = "/v1/predict",
    *,
    headers: Iterable[Header] = (),
    client: tuple[str, int] | None = ("192.0.2.1", 1234),
    **more: Any,  # noqa: ANN401 - whatever a scope may hold
) -> Answer:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            visit.begin_answer(message)
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": list(headers), "client": client, **more}
    with visiting(Visit("")) as visit:
        asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return Answer(sent)
