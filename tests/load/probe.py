"""One client that asks at its own pace, whatever the answers take, and notes how long each took."""

import asyncio
import time
from dataclasses import dataclass, field

import uvloop

PERIOD = 0.02
"""Seconds between two requests: a small part of what a server can do."""


@dataclass
class Sample:
    """What became of the requests. Seconds from the moment that each was due: a late start is a wait as well."""

    accepted: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    failed: int = 0

    def quantile(self, share: float) -> float:
        """Of the seconds of what was accepted; nan of nothing."""
        times = sorted(self.accepted)
        return times[min(int(share * len(times)), len(times) - 1)] if times else float("nan")


def probe(port: int, request: bytes, seconds: float) -> Sample:
    """Asks for so long, each time on a free connection. The request is the same each time, in bytes."""
    return uvloop.run(_probe(port, request, seconds))


async def _probe(port: int, request: bytes, seconds: float) -> Sample:
    sample, idle = Sample(), list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()
    begin = time.perf_counter()
    async with asyncio.TaskGroup() as asked:
        for number in range(int(seconds / PERIOD)):
            due = begin + number * PERIOD
            await asyncio.sleep(due - time.perf_counter())
            asked.create_task(_ask(port, request, due, sample, idle))
    for _, writer in idle:
        writer.close()
    return sample


async def _ask(
    port: int,
    request: bytes,
    due: float,
    sample: Sample,
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]],
) -> None:
    try:
        while idle and idle[-1][0].at_eof():  # the server lets go of what is idle for some seconds
            idle.pop()
        connection = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port)
        status = await _exchange(*connection, request)
    except (OSError, asyncio.IncompleteReadError):
        sample.failed += 1
        return
    idle.append(connection)
    took = time.perf_counter() - due
    if status == 200:
        sample.accepted.append(took)
    elif status == 503:
        sample.refused.append(took)
    else:
        sample.failed += 1


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """The status of the answer."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.partition(b":")[2]))
    return int(head.split(b" ", 2)[1])
