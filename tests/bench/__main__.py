"""The benchmark: `make bench`. All rows in turn, several rounds, medians; a table on the screen and in a report.

The servers share one core and the load has another: figures are for comparing with each other.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.bench import requests, wrk
from tests.bench.inside import measure_parts
from tests.bench.peers import CEILING, US, servers
from tests.bench.report import Measured, Row, write
from tests.bench.servers import ROOT, Started, started
from tests.bench.wrk import BenchError

SERVER_CORE, LOAD_CORE = 0, 1

_REST = 4.0
"""Seconds: two after the last picture the service gives back what it has freed."""


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
    rows: dict[str, list[Row]] = defaultdict(list)
    parts: dict[str, list[float]] = defaultdict(list)
    first_answers, busy, resident = [], [], []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)  # noqa: T201
        for server in servers(peers):
            with started(server, SERVER_CORE) as running:  # alone: some are never idle
                for name, row in _rows(running, seconds):
                    rows[name].append(row)
                if server.name == US:
                    first_answers.append(running.seconds)
                    busy.append(running.resident_bytes())
                    time.sleep(_REST)
                    resident.append(running.resident_bytes())
        for name, micros in measure_parts(SERVER_CORE).items():
            parts[name].append(micros)
    return Measured(
        rows=dict(rows),
        parts=dict(parts),
        resident_bytes=resident,
        busy_bytes=busy,
        first_answers=first_answers,
        settings=f"{rounds} rounds of {seconds:g} seconds",
    )


def _rows(running: Started, seconds: float) -> Iterator[tuple[str, Row]]:
    """Each of a server's rows once, by name."""
    name = running.server.name
    for connections in (1, 8, 32) if name in (US, CEILING) else (32,):
        yield f"{name}, {connections}", _row(running, running.server.request, connections, seconds)
    if name == US:
        yield f"{US}, batches of {requests.BATCH} frames, 1", _row(running, requests.batch_of_frames(), 1, seconds)
        yield f"{US}, photos of a megapixel, 1", _row(running, requests.photo(), 1, seconds)
        photos = wrk.start(running.origin, requests.photo(), 2, seconds + 1.0, LOAD_CORE)
        yield f"{US}, 8, beside 2 that post photos", _row(running, requests.drawing(), 8, seconds)
        photos.finish()


def _row(server: Started, request: requests.Request, connections: int, seconds: float) -> Row:
    before = server.cpu_seconds()
    load = wrk.start(server.origin, request, connections, seconds, LOAD_CORE).finish()
    return Row(load.per_second, load.p50, load.p99, (server.cpu_seconds() - before) / load.answered * 1e6)


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
