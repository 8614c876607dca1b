"""Who asks again right after a refusal is not listened to for a while: `Retry-After` says when to ask again.

Thousands of such clients would take all the time there is for being refused, and nothing would be left for answers.
"""

import asyncio
import math

from backend.api.load import Load

AT_ONCE_TURNS, AT_ONCE = 1, 0.005
"""Turns of the event loop, which may be long, or else seconds, which may be many turns: who asks again so soon after a
refusal asks again right after it."""

SPELL = 250e-6
"""Seconds for which one is held back, times as many as are: so all of them together come back 4,000 times a second,
however many they are, which takes an eighth of a core."""

LONGEST = 0.5
"""Seconds: a half of what `Retry-After` asks for."""


class HoldBack:
    """Of one connection. Behind a proxy that may be many clients; none waits longer than LONGEST."""

    def __init__(self, load: Load, loop: asyncio.AbstractEventLoop) -> None:
        self._load = load
        self._loop = loop
        self._refused_in, self._refused_at = -AT_ONCE_TURNS - 1, -math.inf
        """When it was refused last, or was listened to again since, in turns and in seconds."""
        self._end: asyncio.TimerHandle | None = None

    def refused(self, transport: asyncio.Transport) -> None:
        """To be told of each refusal, after it is written."""
        if self._comes_at_once() and not self._end and not transport.is_closing():
            transport.pause_reading()
            self._load.held_back += 1
            spell = min(self._load.held_back * SPELL, LONGEST)
            self._end = self._loop.call_later(spell, self._listen, transport)
        self._note()

    def forget(self) -> None:
        """The connection is gone."""
        if self._end:
            self._end.cancel()
            self._over()

    def _comes_at_once(self) -> bool:
        turns, seconds = self._load.turns - self._refused_in, self._loop.time() - self._refused_at
        return turns <= AT_ONCE_TURNS or seconds <= AT_ONCE

    def _listen(self, transport: asyncio.Transport) -> None:
        self._over()
        self._note()
        if not transport.is_closing():
            transport.resume_reading()

    def _over(self) -> None:
        self._end = None
        self._load.held_back -= 1

    def _note(self) -> None:
        self._refused_in, self._refused_at = self._load.turns, self._loop.time()
