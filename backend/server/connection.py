"""One connection of a client, held politely: nobody waits long for an answer, nobody keeps the service waiting."""

import asyncio
from typing import Any, cast

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from backend.api.access import REFUSED
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
        self._moved = 0.0
        """When the last of it came."""
        self._hold_back = HoldBack(self._load, self.loop)
        self._stuck_since: float | None = None
        """Since when the client takes nothing of what is written to it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > most_connections(self._load.most_requests + self._load.most_arriving):
            self._ask_for_room()
        self._load.quiet[self] = None

    def look_after(self, now: float) -> None:
        """Closes the connection where the client is too slow. To be called about once a second."""
        if self.transport.is_closing() and self._stuck_since is None:
            self._stuck_since = now
        if self._stuck_since is not None and now - self._stuck_since > self._settings.body_timeout:
            self.transport.abort()
        elif not self.transport.is_closing() and self._is_late(now):
            self._give_up()

    def data_received(self, data: bytes) -> None:
        if self._since is None:
            self._since = self.loop.time()
        self._heard = True
        super().data_received(data)
        self._note_quiet()
        if not self.pipeline:
            self._note_arriving()

    def begin_request(self) -> None:
        self._in_body = True
        self._since = self.loop.time()
        if self.is_free() and not self._admits(self.url):
            self._refuse_overload()
            return
        begins = self.is_free()  # else it waits for the answer before
        self.app = self._counted if begins else self._counted_later
        super().begin_request()
        if begins:
            self._count()
        if self._load.stopping:  # whoever is answered now should ask elsewhere from now on
            self.cycle.keep_alive = False

    def take_body(self, body: bytes) -> None:
        if self in self._load.bodies:
            self._note_body()
        if not self._refused:
            super().take_body(body)

    def end_request(self) -> None:
        if not self._refused:
            super().end_request()
            cast(Scope, self.scope)[ARRIVED] = True
        owed = not self._refused and not self.is_free()  # uvicorn's own clock runs after its own answers
        self._since = None if owed else self.loop.time()
        self._heard = self._in_body = self._refused = False
        self._load.bodies.pop(self, None)

    def on_response_complete(self) -> None:
        self._load.bodies.pop(self, None)
        super().on_response_complete()
        self._note_quiet()

    def connection_lost(self, exc: Exception | None) -> None:
        self._load.bodies.pop(self, None)
        self._load.quiet.pop(self, None)
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
        if not self.is_free():
            cast(Scope, self.cycle.scope)[REFUSED] = True
        super().take_back()
        self._load.bodies.pop(self, None)

    def refuse(self, refusal: Refusal, *, keep_alive: bool) -> None:
        self._count_refusal(refusal)
        answer = refusal.render(
            self.headers or (),
            self.server_state.default_headers,
            request_id=self._ids.of(self.headers or ()),
            keep_alive=keep_alive,
            with_body=not self.has_head() or self.parser.get_method() != b"HEAD",
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
        """Of what was asked ahead, once the request before it is answered."""
        if not self._admits(scope["raw_path"]):
            refusal = overloaded(self.origins)
            self._count_refusal(refusal)
            await refusal.answer(scope["headers"], send, request_id=self._ids.of(scope["headers"]))
            return
        self._count()
        if self.cycle.scope is scope:  # none was asked behind it: its body may be on its way
            self._note_arriving()
        await self._counted(scope, receive, send)

    def _count(self) -> None:
        self._load.in_hand += 1
        self._load.taken_on += 1

    def _count_refusal(self, refusal: Refusal) -> None:
        self._load.refused += 1
        self._metrics.observe_refusal(refusal.status, refusal.slug)

    def _note_quiet(self) -> None:
        self._load.quiet.pop(self, None)
        if self.is_free():
            self._load.quiet[self] = None

    def _note_arriving(self) -> None:
        if self._in_body and self not in self._load.bodies and not self._refused and not self.is_free():
            self._count_arriving()

    def _admits(self, address: bytes) -> bool:
        return address.startswith(NEVER_REFUSED) or self._load.admits()

    def _note_body(self) -> None:
        """Something of its body has come, so that it is the last of those on their way to have got on."""
        self._moved = self.loop.time()
        self._load.bodies.pop(self, None)
        self._load.bodies[self] = None

    def _is_late(self, now: float) -> bool:
        return self._since is not None and self.is_free() and now - self._since > self._patience()

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
        self._note_body()
        over = self._load.arriving > self._load.most_arriving and not self.cycle.response_started
        if over and not self._overtake():
            self.take_back()
            self._refuse_overload()

    def _overtake(self) -> bool:
        """Of the bodies on their way, the one that has not got on for longest makes room, if that is long."""
        bodies = (cast(Connection, one) for one in self._load.bodies)
        slowest = next((one for one in bodies if one.can_be_refused()), self)
        if self.loop.time() - slowest._moved < STALLED:
            return False
        slowest.turn_away(stalled_body(self.origins))
        return True

    def _ask_for_room(self) -> None:
        """There are no more files to be opened: who has been quiet for longest goes; where all are busy, this one."""
        if not self._load.quiet:
            self.refuse(overloaded(self.origins), keep_alive=False)
            return
        longest = cast(Connection, next(iter(self._load.quiet)))
        del self._load.quiet[longest]
        if longest.transport.get_write_buffer_size():
            longest.transport.abort()  # it takes nothing of its answer, and would stay
        else:
            longest.transport.close()

    def _give_up(self) -> None:
        if self._heard and not self._in_body:
            self.refuse(slow_head(self.origins), keep_alive=False)
        self.transport.close()
