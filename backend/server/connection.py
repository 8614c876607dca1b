"""One connection of a client, held politely: nobody waits long for an answer, nobody keeps the service waiting."""

import asyncio
from collections.abc import Iterator
from typing import Any, cast

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from backend.api.body_timeout import ARRIVED
from backend.api.load import Load
from backend.api.metrics import Metrics
from backend.api.request_ids import RequestIds
from backend.server.descriptors import most_connections
from backend.server.framing import Framing
from backend.server.hold_back import HoldBack
from backend.server.refusal import Refusal, overloaded, slow_head, stalled_body
from backend.settings import Settings

STALLED = 2.0
"""Seconds in which nothing of a body has come, after which it gives way to one that does."""

NEVER_REFUSED = (b"/health/", b"/metrics")
"""An orchestrator would take a busy service for a dead one, and load is what its metrics are looked at for."""


class Connection(Framing):
    """uvicorn's, which by itself has no limit that answers in the service's own words, and none for slow clients.

    It counts here, not in a middleware: what waits are tasks that have not begun, and no middleware has seen those. A
    request that is one too many never becomes a task; its refusal costs a twentieth of an answer, so that there is time
    left for answers under fifty times the load.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._application = self.app
        state = cast(FastAPI, config.app).state
        self._load: Load = state.load
        self._metrics: Metrics = state.metrics
        self._ids: RequestIds = state.ids
        self._settings: Settings = state.settings
        self.origins = self._settings.cors_origins
        self._since: float | None = self.loop.time()
        """Since when the request is awaited that is to come next or is on its way; None while none is."""
        self._heard = False
        """Whether anything of it has come."""
        self._in_body = False
        """Whether its head is complete."""
        self._refused = False
        """Whether its answer is out already, while its body is still on its way."""
        self._arriving = False
        """Whether its body is counted as on its way."""
        self._moved = 0.0
        """When the last of it came."""
        self._hold_back = HoldBack(self._load, self.loop)
        self._stuck_since: float | None = None
        """Since when the client takes nothing of what is written to it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            self._ask_for_room()

    def look_after(self, now: float) -> None:
        """Closes the connection where the client is too slow. To be called about once a second."""
        if self.transport.is_closing() and self._stuck_since is None:
            self._stuck_since = now
        if self._stuck_since is not None and now - self._stuck_since > self._settings.body_timeout:
            self.transport.abort()
        elif self._since is not None and self.is_free() and now - self._since > self._patience():
            self._give_up()

    def data_received(self, data: bytes) -> None:
        if self._since is None:
            self._since = self.loop.time()
        self._heard = True
        super().data_received(data)
        if self._in_body and not self._arriving and not self._refused and not self.is_free() and not self.pipeline:
            self._count_arriving()

    def begin_request(self) -> None:
        self._in_body = True
        self._since = self.loop.time()
        if self._is_one_too_many():
            self._refuse_overload()
            return
        begins = self.is_free()  # else it waits for the answer before, and takes its place
        self.app = self._counted if begins else self._counted_later
        super().begin_request()
        if begins:
            self._count()
        if self._load.stopping:  # whoever is answered now should ask elsewhere from now on
            self.cycle.keep_alive = False

    def take_body(self, body: bytes) -> None:
        self._moved = self.loop.time()
        if not self._refused:
            super().take_body(body)

    def end_request(self) -> None:
        if not self._refused:
            super().end_request()
            cast(Scope, self.scope)[ARRIVED] = True
        self._since = self.loop.time() if self._refused else None  # uvicorn's own clock runs after its own answers
        self._heard = self._in_body = self._refused = False
        self._uncount_arriving()

    def on_response_complete(self) -> None:
        self._uncount_arriving()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._uncount_arriving()
        self._hold_back.forget()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        self._stuck_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        self._stuck_since = None
        super().resume_writing()

    def can_be_refused(self) -> bool:
        return not self._refused and super().can_be_refused()

    def take_back(self) -> None:
        super().take_back()
        self._uncount_arriving()

    def refuse(self, refusal: Refusal, *, keep_alive: bool) -> None:
        self._load.refused += 1
        self._metrics.observe_refusal(refusal.status, refusal.slug)
        answer = refusal.render(
            self.headers or (),
            self.server_state.default_headers,
            request_id=self._ids.of(self.headers or ()),
            keep_alive=keep_alive,
            with_body=not self._in_body or self.parser.get_method() != b"HEAD",
        )
        self.say(answer, keep_alive=keep_alive)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """uvicorn's set of tasks still holds those that have ended in this turn of the event loop, while it reads what
        comes next: all of that would be refused."""
        try:
            await self._application(scope, receive, send)
        finally:
            self._load.in_hand -= 1

    async def _counted_later(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Of what was asked ahead: it begins when the request before it is answered."""
        self._count()
        await self._counted(scope, receive, send)

    def _count(self) -> None:
        self._load.in_hand += 1
        self._load.taken_on += 1

    def _is_one_too_many(self) -> bool:
        return self.is_free() and not self.url.startswith(NEVER_REFUSED) and not self._load.admits()

    def _patience(self) -> float:
        return self._settings.body_timeout if self._in_body else self._settings.head_timeout

    def _refuse_overload(self) -> None:
        self._refused = True
        # Who waits for leave to send its body takes the answer for a no, and may ask the next thing right away.
        keep_alive = self._may_be_kept() and not self.expect_100_continue
        self.refuse(overloaded(self.origins), keep_alive=keep_alive)
        self._hold_back.refused(self.transport, self.flow)

    def _may_be_kept(self) -> bool:
        kept = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0"
        return kept and not self._load.stopping

    def _count_arriving(self) -> None:
        """One too many is refused; the rest of its body is read and thrown away: a client that is still sending sees no
        answer where the connection is closed on it."""
        self._arriving = True
        self._moved = self.loop.time()
        self._load.arriving += 1
        over = self._load.arriving > self._load.most_arriving and not self.cycle.response_started
        if over and not self._overtake():
            self.take_back()
            self._refuse_overload()

    def _overtake(self) -> bool:
        """Of the bodies on their way, the one that has not got on for longest makes room, if that is long."""
        others = [one for one in self._others() if one._arriving and one.can_be_refused()]
        slowest = min(others, key=lambda one: one._moved, default=None)
        if not slowest or self.loop.time() - slowest._moved < STALLED:
            return False
        slowest.turn_away(stalled_body(self.origins))
        return True

    def _ask_for_room(self) -> None:
        """There are no more files to be opened: who has said nothing for longest goes; where all are busy, this one."""
        silent = [one for one in self._others() if one.is_free() and not one.transport.is_closing()]
        longest = min(silent, key=lambda one: (one._since is None, one._since), default=None)
        if longest:
            longest.transport.close()
        else:
            self.refuse(overloaded(self.origins), keep_alive=False)

    def _others(self) -> "Iterator[Connection]":
        return (cast(Connection, one) for one in self.connections if one is not self)

    def _uncount_arriving(self) -> None:
        if self._arriving:
            self._arriving = False
            self._load.arriving -= 1

    def _give_up(self) -> None:
        if self._heard and not self._in_body:
            self.refuse(slow_head(self.origins), keep_alive=False)
        self.transport.close()
