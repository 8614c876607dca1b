"""A real server and real sockets on one event loop, for tests of what crosses the wire."""

import asyncio
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvloop
from fastapi import FastAPI

from backend.app import create_app
from backend.recognition.recognizer import Recognizer
from backend.server.server import Server, server_of
from backend.settings import Settings
from tests.api.fakes import FakeClassifier, FakeReader

LINE = b'{"strokes": [{"x": [1, 2], "y": [1, 2]}]}'


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Wire:
    """One connection of a client that speaks in bytes."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, *pieces: bytes) -> None:
        self.writer.write(b"".join(pieces))
        await self.writer.drain()

    async def ask(self, *pieces: bytes) -> Answer:
        await self.say(*pieces)
        return await self.answer()

    async def answer(self) -> Answer:
        """The next answer with a Content-Length."""
        async with asyncio.timeout(10):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            status, *lines = head.rstrip("\r\n").split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(status.split()[1]), headers, body)

    async def rest(self) -> bytes:
        """What comes until the server closes the connection."""
        async with asyncio.timeout(10):
            return await self.reader.read()


@dataclass
class Served:
    """A service that runs."""

    app: FastAPI
    server: Server
    port: int
    gate: asyncio.Event
    """Until it is set, nothing is answered at /slow."""
    wires: list[Wire] = field(default_factory=list)

    async def connect(self) -> Wire:
        wire = Wire(*await asyncio.open_connection("127.0.0.1", self.port))
        self.wires.append(wire)
        return wire

    async def until(self, requests: int) -> None:
        """Waits until so many are in hand."""
        async with asyncio.timeout(10):
            while len(self.server.server_state.tasks) < requests:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def served(settings: Settings, app: FastAPI | None = None) -> AsyncIterator[Served]:
    """A service without a model, with an address of its own that waits: /slow."""
    app = app or create_app(settings, Recognizer(FakeClassifier()), FakeReader())
    started, gate = asyncio.Event(), asyncio.Event()

    @app.api_route("/slow", methods=["GET", "POST"])
    async def slow() -> str:
        await gate.wait()
        return "at last"

    server = server_of(settings, app, announce=started.set)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.create_task(server.serve([listener]))
        service = Served(app, server, listener.getsockname()[1], gate)
        async with asyncio.timeout(30):
            await started.wait()
        try:
            yield service
        finally:
            gate.set()
            for wire in service.wires:
                wire.writer.close()
            server.should_exit = True
            await running


def run(scenario: Coroutine[None, None, None]) -> None:
    """On the event loop that the service runs on."""
    uvloop.run(scenario)


def head(method: str, path: str, *headers: str) -> bytes:
    """The head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: inkdigit", *headers, "", ""]).encode()


def drawing(*headers: str) -> bytes:
    """A whole request that is answered right away."""
    return (
        head("POST", "/v1/predict", "Content-Type: application/json", f"Content-Length: {len(LINE)}", *headers) + LINE
    )
