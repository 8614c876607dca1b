"""Drives a server of its own with 2, 10 and 50 times the clients that keep it busy, and tells what became of them.

Clients are wrk's: each asks again as soon as it is answered, refused or not, so that as many times of what can be
sustained is offered. A probe asks at its own pace beside them; its accepted requests are those that are timed.
"""

import argparse
import json
import logging
import os
import shutil
import sys
import time
from pathlib import Path

from backend.api.examples import DRAWINGS
from backend.settings import ROOT
from tests.browser.server import Server, free_port, running
from tests.load.flood import Flooding
from tests.load.memory import Memory
from tests.load.probe import Sample, probe
from tests.load.table import Row, table

CLIENTS = 8
"""As many as keep a server busy without a queue to speak of: the load that it can sustain."""

TIMES = (1, 2, 10, 50)
SETTLING = 1
"""Seconds in which all clients connect."""

AFTER = 3
"""Seconds right after a load, in which it should be as fast as ever."""

REPORT = ROOT / "artifacts" / "report" / "load.md"
BODY = json.dumps(DRAWINGS["seven"]["value"]).encode()
REQUEST = (
    b"POST /v1/predict HTTP/1.1\r\nHost: probe\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
)

logger = logging.getLogger(__name__)


def main() -> int:
    """Measures and writes the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=60, help="of each load [60]")
    parser.add_argument("--report", type=Path, default=REPORT, help="where to write the table [%(default)s]")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed: apt-get install wrk")
    text = measured(options.seconds)
    logger.info(text)
    options.report.write_text(text)
    return 0


def measured(seconds: int) -> str:
    """The report."""
    cores = sorted(os.sched_getaffinity(0))
    os.environ["INKDIGIT_LOG_LEVEL"] = "warning"  # a line a request costs as much as the request
    os.sched_setaffinity(0, cores[-1:])  # the server inherits it
    with running(free_port()) as server:
        os.sched_setaffinity(0, cores[:-1] or cores)
        probe(server.port, REQUEST, 2)
        unloaded = probe(server.port, REQUEST, max(seconds / 3, AFTER))
        rows = [under(server, times, seconds) for times in TIMES]
    return (
        f"# Under load\n\nMeasured by `make load` with a drawing of {BODY.count(b',') // 2} points, {seconds} s of "
        f"each load, the server on one core of {len(cores)} and its clients on the others. Load is in multiples of "
        f"{CLIENTS} clients that ask again at once, refused or not; a probe of 50 requests a second is timed. "
        f"MiB: resident before, at most and after. Last: the probe's p99 in the {AFTER} seconds after the load.\n\n"
        f"{table(unloaded, rows)}\n"
    )


def under(server: Server, times: int, seconds: int) -> Row:
    """One load."""
    with Memory(server.process.pid) as memory:
        flooding = Flooding(server.port, BODY, CLIENTS * times, seconds)
        time.sleep(SETTLING)
        sample = probe(server.port, REQUEST, seconds - SETTLING)
        flood = flooding.end()
        after: Sample = probe(server.port, REQUEST, AFTER)
    return Row(f"{times} x", CLIENTS * times, flood, sample, after, memory.noted)


if __name__ == "__main__":
    sys.exit(main())
