"""The benchmark: `make bench`. All rows in turn, several rounds, medians; a table on the screen and in a report.

The servers share one core and the load has another: figures are for comparing with each other.
"""

import argparse
import contextlib
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench import requests, wrk
from tests.bench.inside import measure_parts
from tests.bench.peers import CEILING, US, servers
from tests.bench.report import Measured, Row, write
from tests.bench.servers import ROOT, Server, Started, started
from tests.bench.wrk import BenchError

SERVER_CORE, LOAD_CORE = 0, 1
_STARTS = 5


def main() -> int:
    """Exit status 1 where something cannot be measured, and then one line that says why."""
    options = _parser().parse_args()
    try:
        print(write(measure(options.peers, options.rounds, options.seconds), options.out))  # noqa: T201
    except BenchError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def measure(peers: Path | None, rounds: int, seconds: float) -> Measured:
    """All rows, `rounds` times each. Raises BenchError."""
    if not {SERVER_CORE, LOAD_CORE} <= os.sched_getaffinity(0):
        raise BenchError("it takes two cores: one for the server, one for the load")
    measured = servers(peers)
    rows: dict[str, list[Row]] = defaultdict(list)
    parts: dict[str, list[float]] = defaultdict(list)
    with contextlib.ExitStack() as stack:
        running = {server.name: stack.enter_context(started(server, SERVER_CORE)) for server in measured}
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)  # noqa: T201
            for name, row in _round(running, seconds):
                rows[name].append(row)
            for name, micros in measure_parts(SERVER_CORE).items():
                parts[name].append(micros)
        resident = running[US].resident_bytes()
    return Measured(
        rows={name: Row.median(several) for name, several in rows.items()},
        parts={name: median(several) for name, several in parts.items()},
        resident_bytes=resident,
        first_answer=median(_first_answer(measured[0]) for _ in range(_STARTS)),
        settings=f"{rounds} rounds of {seconds:g} seconds",
    )


def _round(running: dict[str, Started], seconds: float) -> Iterator[tuple[str, Row]]:
    """Each row once, by name."""
    for connections in (1, 8, 32):
        for name in (CEILING, US):
            yield f"{name}, {connections}", _row(running[name], requests.drawing(), connections, seconds)
    for name in running.keys() - {CEILING, US}:
        yield f"{name}, 32", _row(running[name], running[name].server.request, 32, seconds)
    us = running[US]
    yield f"{US}, batches of {requests.BATCH} frames, 1", _row(us, requests.batch_of_frames(), 1, seconds)
    yield f"{US}, photos of a megapixel, 1", _row(us, requests.photo(), 1, seconds)
    photos = wrk.start(us.origin, requests.photo(), 2, seconds + 1.0, LOAD_CORE)
    yield f"{US}, 8, beside 2 that post photos", _row(us, requests.drawing(), 8, seconds)
    photos.finish()


def _row(server: Started, request: requests.Request, connections: int, seconds: float) -> Row:
    before = server.cpu_seconds()
    load = wrk.start(server.origin, request, connections, seconds, LOAD_CORE).finish()
    return Row(load.per_second, load.p50, load.p99, (server.cpu_seconds() - before) / load.answered * 1e6)


def _first_answer(server: Server) -> float:
    """Seconds from the start of the process to its first answer to a drawing."""
    with started(server, SERVER_CORE) as running:
        return running.seconds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", type=Path, help="interpreter of an environment that has them (default: none)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each row is measured (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each time (default: %(default)s)")
    report = ROOT / "artifacts" / "report" / "bench.md"
    parser.add_argument("--out", type=Path, default=report, help="default: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main())
