"""The bounded pool of threads for whatever would keep the event loop from all others."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Product = TypeVar("Product")

QUIET = 2.0
"""Seconds without work that are a rest: much sooner the next picture may need again what the last one took."""


class Overloaded(Exception):
    """Too much is waiting already; ask again in a moment."""


class Workshop:
    """Runs functions in threads, and refuses where too many wait for one: who waits longer than it takes to ask again
    gains nothing by waiting."""

    def __init__(self, threads: int, *, most_waiting: int, at_rest: Callable[[], None], quiet: float = QUIET) -> None:
        """`at_rest` is called on the event loop whenever there has been no work for so many seconds since the last."""
        self.refused = 0
        self.in_hand = 0
        self._most_in_hand = threads + most_waiting
        self._limiter = CapacityLimiter(threads)
        self._at_rest = at_rest
        self._quiet = quiet
        self._rest: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[[], Product]) -> Product:
        """What the function answers. Raises Overloaded at once, else what the function raises."""
        if self.in_hand >= self._most_in_hand:
            self.refused += 1
            raise Overloaded
        self.in_hand += 1
        if self._rest:
            self._rest.cancel()
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self.in_hand -= 1
            if not self.in_hand:
                self._rest = asyncio.get_running_loop().call_later(self._quiet, self._at_rest)
