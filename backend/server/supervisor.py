"""Several processes on one listening socket.

uvicorn has a supervisor too. It starts its own servers only, which know nothing of what signals mean here, and leaves
them on the port when it is killed itself.
"""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path

from backend.api.metrics import forget_process
from backend.logs import configure_logging
from backend.server.closing import turn_away
from backend.server.server import LAST_REQUESTS
from backend.settings import Settings, worker_environment

PAUSE = 5.0
"""Seconds until a worker that could not start is tried again."""

SPARE_TIME = 5.0
"""Seconds beyond its own that a worker has to stop, before it is killed."""

logger = logging.getLogger(__name__)


def supervise(settings: Settings, listener: socket.socket, announce: Callable[[], None]) -> int:
    """Serves with as many processes as the settings say until it is told to stop; the exit status.

    A worker that ends is replaced. SIGTERM and SIGINT stop them all in order, SIGHUP is passed on to them. If the first
    of them cannot start, none is, and the status is 1; it has said why.
    """
    configure_logging(settings.log_level, settings.log_format)
    with tempfile.TemporaryDirectory(prefix="inkdigit-") as metrics:
        return asyncio.run(Supervisor(settings, listener, announce, Path(metrics)).run())


class Supervisor:
    """Keeps workers alive. On one event loop, with a task for each place."""

    def __init__(
        self, settings: Settings, listener: socket.socket, announce: Callable[[], None], metrics: Path
    ) -> None:
        """`announce` is called once, when the first worker serves; `metrics` is where all of them write theirs."""
        self._count = settings.workers
        self._drain_time = settings.drain_time
        self._time_to_stop = settings.drain_time + LAST_REQUESTS + SPARE_TIME
        self._listener = listener
        self._announce = announce
        self._metrics = metrics
        self._environment = worker_environment(metrics)
        self._workers: set[Process] = set()
        self._ready: set[Process] = set()
        self._reloads = 0
        self._stop = asyncio.Event()

    async def run(self) -> int:
        self._heed_signals()
        first = await self._start()
        if first is None:
            return 0 if self._stop.is_set() else 1
        self._announce()
        async with asyncio.TaskGroup() as places:
            places.create_task(self._keep(first))
            for _ in range(self._count - 1):
                places.create_task(self._keep(None))
        return 0

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop_all)
        loop.add_signal_handler(signal.SIGHUP, self._reload_all)

    def _stop_all(self) -> None:
        drain_time = 0.0 if self._stop.is_set() else self._drain_time  # a second signal hurries
        self._stop.set()
        asyncio.get_running_loop().call_later(drain_time, self._stop_listening)
        for worker in self._workers:
            worker.terminate()

    def _stop_listening(self) -> None:
        """Before the workers do, who take in whoever has connected: else clients would knock here when none listens."""
        if self._listener.fileno() >= 0:
            turn_away(self._listener)
            self._listener.close()

    def _reload_all(self) -> None:
        self._reloads += 1
        for worker in self._ready:
            worker.send_signal(signal.SIGHUP)

    async def _keep(self, worker: Process | None) -> None:
        """Keeps one place taken, at first by this worker, until all are to stop."""
        while not self._stop.is_set():
            worker = worker or await self._start()
            if worker:
                await self._watch(worker)
                worker = None
            else:
                await self._sleep(PAUSE)
        if worker:
            await self._watch(worker)

    async def _start(self) -> Process | None:
        """A worker that serves; None where it ended before it could."""
        reloads, descriptor = self._reloads, self._listener.fileno()
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "backend.server.worker", str(descriptor)),
            stdin=PIPE,
            stdout=PIPE,
            pass_fds=(descriptor,),
            env=self._environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the supervisor, which passes it on
        )
        self._workers.add(worker)
        if self._stop.is_set():  # it came while the process was made
            worker.terminate()
        assert worker.stdout
        if not await worker.stdout.readline():
            await self._watch(worker)
            return None
        self._ready.add(worker)
        if reloads != self._reloads:  # what it has loaded may be of before
            worker.send_signal(signal.SIGHUP)
        logger.info("Worker %d serves", worker.pid)
        return worker

    async def _watch(self, worker: Process) -> None:
        """Waits until it has ended; no longer than it may take once all are to stop."""
        ended, stop = asyncio.create_task(worker.wait()), asyncio.create_task(self._stop.wait())
        await asyncio.wait({ended, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not self._stop.is_set() and worker in self._ready:  # else it has said itself why it could not start
            logger.error("Worker %d ended with status %s", worker.pid, worker.returncode)
        elif self._stop.is_set() and not (await asyncio.wait({ended}, timeout=self._time_to_stop))[0]:
            logger.error("Worker %d does not stop; it is killed", worker.pid)
            worker.kill()
        await ended
        forget_process(worker.pid, self._metrics)
        self._workers.discard(worker)
        self._ready.discard(worker)

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
