"""Micro-batching: drawings that arrive together are read together, and none waits for another to come."""

import asyncio
from time import perf_counter

from backend.api.load import Load
from backend.api.metrics import Metrics
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink
from backend.recognition.normalize import look_at_all
from backend.recognition.recognizer import Reading, Recognizer

MOST_AT_ONCE = 32
"""Drawings. More gain nothing: NumPy's and the network's own costs are shared by then, and all wait for the last."""


class MicroBatch:
    """Reads what is waiting as soon as the event loop has looked at all that has arrived.

    Greedy, without a timer: alone a drawing is read at once, beside others it costs a half of what it would alone.
    Where all that is in hand waits here, there is nothing to look at: a further turn of the loop would be spent on
    refusals, of which under a heavy load there are hundreds.
    """

    def __init__(self, recognizer: Recognizer, metrics: Metrics, load: Load) -> None:
        self.recognizer = recognizer
        self._metrics = metrics
        self._load = load
        self._waiting: list[tuple[Ink, asyncio.Future[Reading]]] = []
        self._next: asyncio.Handle | None = None

    async def read(self, ink: Ink) -> Reading:
        """Raises BlankInk where nothing is written."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Reading] = loop.create_future()
        self._waiting.append((ink, answer))
        if len(self._waiting) == self._load.arrived:
            self._read_waiting(loop)
        elif self._next is None:
            self._next = loop.call_soon(self._read_waiting, loop)
        return await answer

    def _read_waiting(self, loop: asyncio.AbstractEventLoop) -> None:
        batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        if self._next is not None:
            self._next.cancel()
        self._next = loop.call_soon(self._read_waiting, loop) if self._waiting else None
        wanted = [(ink, answer) for ink, answer in batch if not answer.done()]  # those gone have cancelled theirs
        try:
            readings = self._read_together([ink for ink, _ in wanted])
        except Exception as error:  # whatever it is, each that waits has to know
            for _, answer in wanted:
                answer.set_exception(error)
            return
        for (_, answer), reading in zip(wanted, readings, strict=True):
            if isinstance(reading, BlankInk):
                answer.set_exception(reading)
            else:
                answer.set_result(reading)

    def _read_together(self, inks: list[Ink]) -> list[Reading | BlankInk]:
        started = perf_counter()
        sights = look_at_all(inks)
        seen = perf_counter()
        readings = self.recognizer.judge(sights)
        self._metrics.observe_batch(len(inks), seen - started, perf_counter() - seen)
        return readings
