"""uvicorn's server with what signals mean to this service, for one process."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import cast

import uvicorn
from fastapi import FastAPI

from backend.api.load import Load
from backend.logs import configure_logging
from backend.reload import reload_artifacts
from backend.server.closing import accept_all, turn_away
from backend.server.connection import Connection
from backend.settings import Settings

LAST_REQUESTS = 10
"""Seconds that requests in flight may take after the service has stopped accepting."""

HANDSHAKE = 0.1
"""Seconds in which who has begun to connect ends it: the way to the client and back."""

LAST_WORDS = 20
"""Turns of the event loop, 0.01 s each at least, in which who has connected may ask; the busier, the longer."""

LAST_RELOAD = 2
"""Seconds that a reload may still take when all requests are answered."""

DOORS = 16
"""Connections that are accepted in one turn of the event loop."""

logger = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """Says that it is there once it is. At SIGTERM it is not ready any more, then stops; at SIGHUP it loads again."""

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        load: Load,
        settings: Settings,
        announce: Callable[[], None],
        reload: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self._load = load
        self._drain_time = settings.drain_time
        self._alone = settings.workers == 1
        """Whether no other process serves on the same socket."""
        self._announce = announce
        self._reload = reload
        self._asked_to_reload = asyncio.Event()
        self._stop_at: float | None = None
        self._told_refusals = 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if sys.platform != "win32":  # which knows no such signal
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._asked_to_reload.set)
        self._reloading = asyncio.create_task(self._reload_when_asked())
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._load.stopping = True
        assert sockets
        await self._stop_listening(sockets)
        await self._listen_to_the_last()
        await super().shutdown(sockets)
        await self._end_reloading()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second."""
        if counter % 10 == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                cast(Connection, connection).look_after(now)
            self._tell_refusals()
        if self._stop_at is not None and time.monotonic() >= self._stop_at:
            self.should_exit = True
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """SIGTERM is an order, carried out with exit status 0 (uvicorn would raise it again); a second one hurries."""
        if sig != signal.SIGTERM:
            super().handle_exit(sig, frame)
        elif self._stop_at is None:
            self._load.stopping = True
            self._stop_at = time.monotonic() + self._drain_time
        else:
            self.should_exit = True

    def _tell_refusals(self) -> None:
        """As a number: a line each would cost more than to refuse."""
        count = self._load.refused - self._told_refusals
        if count:
            logger.warning("refused in the last second: %d requests", count)
        self._told_refusals += count

    async def _stop_listening(self, listeners: list[socket.socket]) -> None:
        """Nobody who has connected is cut. Between the last one accepted and the end there is no turn of the event
        loop: in one, as many would connect as are answered."""
        if self._alone:
            turn_away(listeners[0])
        await asyncio.sleep(HANDSHAKE)
        accepted = accept_all(listeners[0], self.config.backlog)
        for server in self.servers:
            server.close()
        for listener in listeners:
            listener.close()
        loop = asyncio.get_running_loop()
        served = [loop.connect_accepted_socket(self._connection, one) for one in accepted]
        await asyncio.gather(*served, return_exceptions=True)  # who is gone already is no error

    def _connection(self) -> Connection:
        return Connection(self.config, self.server_state, self.lifespan.state)

    async def _listen_to_the_last(self) -> None:
        """Until all who have connected have asked, if they do it soon. Each answer ends its connection."""
        for _ in range(LAST_WORDS):
            if all(cast(Connection, one).cycle is not None for one in self.server_state.connections):
                return
            await asyncio.sleep(0.01)

    async def _reload_when_asked(self) -> None:
        """One after the other; what is asked for while it reads is one more time. None begins once it is to stop."""
        while await self._asked_to_reload.wait() and not self._load.stopping:
            self._asked_to_reload.clear()
            await self._reload()

    async def _end_reloading(self) -> None:
        """Lets it end, unless what it reads does not: its thread would crash where the process ends around it."""
        self._asked_to_reload.set()
        await asyncio.wait({self._reloading}, timeout=LAST_RELOAD)
        self._reloading.cancel()


def serve(settings: Settings, app: FastAPI, listener: socket.socket, *, announce: Callable[[], None]) -> None:
    """Serves until it is told to stop."""
    configure_logging(settings.log_level, settings.log_format)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in order by then, and passes the signal on
        server_of(settings, app, announce=announce).run(sockets=doors(listener))


def doors(listener: socket.socket) -> list[socket.socket]:
    """The listening socket many times over. libuv accepts one connection for each in a turn of the event loop: where a
    turn is long because hundreds of clients ask in it, a new one would wait for seconds at a single door."""
    return [listener, *(listener.dup() for _ in range(DOORS - 1))]


def server_of(settings: Settings, app: FastAPI, *, announce: Callable[[], None]) -> Server:
    """The server for the app; it calls `announce` once it serves."""
    config = uvicorn.Config(
        app,
        http=Connection,
        log_config=None,
        access_log=False,  # uvicorn's own would tell query strings; backend.api.access tells routes
        lifespan="on",
        ws="none",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=settings.idle_timeout,
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    return Server(
        config,
        load=app.state.load,
        settings=settings,
        announce=announce,
        reload=lambda: reload_artifacts(app),
    )
