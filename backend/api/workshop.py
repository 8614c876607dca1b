"""The bounded pool of threads for whatever would keep the event loop from all others."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Product = TypeVar("Product")


class Overloaded(Exception):
    """Too much is waiting already; ask again in a moment."""


class Workshop:
    """Runs functions in threads, and refuses where too many wait for one: who waits longer than it takes to ask again
    gains nothing by waiting."""

    def __init__(self, threads: int, *, most_waiting: int) -> None:
        self.refused = 0
        self.in_hand = 0
        self._most_in_hand = threads + most_waiting
        self._limiter = CapacityLimiter(threads)

    async def run(self, work: Callable[[], Product]) -> Product:
        """What the function answers. Raises Overloaded at once, else what the function raises."""
        if self.in_hand >= self._most_in_hand:
            self.refused += 1
            raise Overloaded
        self.in_hand += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self.in_hand -= 1
