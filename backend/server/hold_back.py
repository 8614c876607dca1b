"""Who asks again right after a refusal is not listened to for a while: `Retry-After` says when to ask again.

Thousands of such clients would take all the time there is for being refused, and nothing would be left for answers.
"""

import asyncio
import math

from uvicorn.protocols.http.flow_control import FlowControl

from backend.api.load import Load

SOON = 0.005
"""Seconds: who asks again so soon after a refusal has not waited."""

NEXT_TURN, LONG_TURN = 1, 0.1
"""Nor has who asks again in the same turn of the event loop or the next, be they long; longer than these seconds they
are not."""

SPELL = 250e-6
"""Seconds for which one is held back, times as many as are. So all together come back 4,000 times a second, which takes
an eighth of a core, whether there are ten of them or 2,000; beyond, LONGEST counts."""

LONGEST = 0.5
"""Seconds: a half of what `Retry-After` asks for."""


class HoldBack:
    """Of one connection. Behind a proxy that may be many clients; none waits longer than LONGEST."""

    def __init__(self, load: Load, loop: asyncio.AbstractEventLoop) -> None:
        self._load = load
        self._loop = loop
        self._last_turn, self._last_time = 0, -math.inf
        """When it was refused last, or was listened to again since."""
        self._end: asyncio.Handle | None = None

    def refused(self, transport: asyncio.Transport, flow: FlowControl) -> None:
        """To be told of each refusal, after it is written. `flow` is uvicorn's for the transport."""
        if self._has_not_waited() and not self._end and not transport.is_closing():
            transport.pause_reading()
            self._load.held_back += 1
            spell = min(self._load.held_back * SPELL, LONGEST)
            self._end = self._loop.call_later(spell, self._listen, transport, flow)
        self._note()

    def forget(self) -> None:
        """The connection is gone."""
        if self._end:
            self._end.cancel()
            self._uncount()

    def _has_not_waited(self) -> bool:
        turns, seconds = self._load.turns - self._last_turn, self._loop.time() - self._last_time
        return seconds <= SOON or (turns <= NEXT_TURN and seconds <= LONG_TURN)

    def _listen(self, transport: asyncio.Transport, flow: FlowControl) -> None:
        self._uncount()
        self._note()
        if not transport.is_closing() and not flow.read_paused:  # else uvicorn listens again when it has room for more
            transport.resume_reading()

    def _uncount(self) -> None:
        self._end = None
        self._load.held_back -= 1

    def _note(self) -> None:
        self._last_turn, self._last_time = self._load.turns, self._loop.time()
