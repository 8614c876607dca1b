"""How much the process has in hand, and how much it takes on."""

import asyncio
import random

_MEMORY = 64
"""Turns of the event loop for which it is remembered that there was no room."""

CROWDED = 2
"""By which the number of requests taken on is divided while there is a crowd: a burst may wait for a while, but of a
queue that is never empty the length is but a wait. Almost as many are answered, each in half the time."""


class Load:
    """One a process. The server counts, the routes and whoever measures look; all of it on the event loop."""

    def __init__(self, most_requests: int, most_arriving: int) -> None:
        """`most_requests` may be in hand with their body arrived, and the body of `most_arriving` be on its way."""
        self.most_requests = most_requests
        self.most_arriving = most_arriving
        self.in_hand = 0
        """Requests that are not answered, those on their way among them."""
        self.taken_on = 0
        """Requests that came into hand since the start, even if their body was refused then."""
        self.refused = 0
        """Requests refused since the start: because too much was in hand already, or since they were no whole one."""
        self.stopping = False
        """From the signal to stop on: not ready any more, while what comes is still answered."""
        self.turns = 0
        """Of the event loop, counted while there is no room."""
        self.held_back = 0
        """Connections that are not listened to for a while, since they asked again right after a refusal."""
        self.quiet: dict[object, None] = {}
        """Connections without a request in hand, that one first on which nothing has happened for longest."""
        self.bodies: dict[object, None] = {}
        """Those whose request's body is on its way, that one first of which nothing has come for longest."""
        self._asked = self._asked_before = self._crowded_turns = 0

    def admits(self) -> bool:
        """Whether one more request is taken on: as long as there is room.

        Those that ask in one turn of the event loop come in the order of their connections, the same in each turn: if
        the first were always taken, the last would never be. So where there was no room lately it is a lottery, in
        which each of as many as asked in the turn before has the same chance (selection sampling, Knuth 3.4.2).
        """
        if not self.crowded and self.room > 0:
            return True
        if not self.crowded:
            asyncio.get_running_loop().call_soon(self._turn)
        still_to_ask = self._asked_before - self._asked
        self._asked += 1
        if self.room <= 0:
            self._crowded_turns = _MEMORY
            return False
        return random.random() * still_to_ask < self.room  # noqa: S311 - no secret

    @property
    def crowded(self) -> bool:
        """Whether there was no room lately."""
        return self._crowded_turns > 0

    @property
    def room(self) -> int:
        """How many more requests fit."""
        most = self.most_requests if not self.crowded else max(self.most_requests // CROWDED, 1)
        return most - self.arrived

    @property
    def arriving(self) -> int:
        """Requests whose body is on its way."""
        return len(self.bodies)

    @property
    def arrived(self) -> int:
        """Requests in hand whose body is there; none where no server counts."""
        return self.in_hand - self.arriving

    def _turn(self) -> None:
        """At the end of a turn. What was asked is forgotten over some dozens of them, which alone take no time."""
        self.turns += 1
        self._asked_before = max(self._asked, self._asked_before * 7 // 8)
        self._asked = 0
        self._crowded_turns -= 1
        if self._crowded_turns:
            asyncio.get_running_loop().call_soon(self._turn)
