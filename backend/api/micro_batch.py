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


MOST_LOOKS = 4
"""Turns of the event loop that may each bring more, while drawings wait: whoever asks for other things must not keep
them from being read."""


class MicroBatch:
    """Reads what is waiting as soon as a turn of the event loop has brought nothing new.

    Greedy, without a timer: alone a drawing is read at once, beside others it costs a half of what it would alone.
    Clients that were answered in one turn ask again in the next: without another look at them two halves of a crowd
    take turns, which costs each a tenth more. Where more ask than are taken on, a further look would be spent on
    refusals, of which there are hundreds.
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
        if self._load.crowded and len(self._waiting) == self._load.arrived:
            self._read_waiting(loop)
        elif self._next is None:
            self._look(loop, MOST_LOOKS)
        return await answer

    def _look(self, loop: asyncio.AbstractEventLoop, looks: int) -> None:
        self._next = loop.call_soon(self._read_unless_more, loop, looks, self._load.taken_on)

    def _read_unless_more(self, loop: asyncio.AbstractEventLoop, looks: int, taken_on: int) -> None:
        """Reads, unless more requests were taken on in the turn before: those may be drawings, too."""
        if looks > 1 and self._load.taken_on > taken_on and len(self._waiting) < MOST_AT_ONCE:
            self._look(loop, looks - 1)
        else:
            self._read_waiting(loop)

    def _read_waiting(self, loop: asyncio.AbstractEventLoop) -> None:
        batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        if self._next is not None:
            self._next.cancel()
        self._next = loop.call_soon(self._read_waiting, loop) if self._waiting else None
        wanted = [(ink, answer) for ink, answer in batch if not answer.done()]  # those gone have cancelled theirs
        if not wanted:
            return
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
