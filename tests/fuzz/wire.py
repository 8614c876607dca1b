"""Damaged requests, as bytes on a connection of their own: `python -m tests.fuzz.wire --help`.

Whatever arrives, what comes back are answers of HTTP, none of them a failure of the service, and the connection ends
within two seconds; nothing of it stays in memory. What fails is kept in runs/fuzz, to become a test.
"""

import argparse
import logging
import random
import re
import socket
import sys
import time
from collections import Counter

from tests.fuzz.images import GROWTH, keep
from tests.fuzz.mutation import mutate
from tests.load.memory import MIB, resident_bytes
from tests.processes import connected, serving
from tests.server.wire import LINE, drawing, head

SLOWEST = 2.0
"""Seconds from the last byte to the end of the connection."""

EXPECTED = {100, 200, 304, 400, 401, 404, 405, 408, 411, 413, 415, 422, 431}

ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) ")

_JSON = "Content-Type: application/json"
_FORM = b'--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n\x89PNG\r\n--b--\r\n'

SEEDS = (
    drawing(),
    drawing("Connection: close", "Expect: 100-continue", "X-Request-ID: mine"),
    drawing("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQ"),
    drawing().replace(b"HTTP/1.1", b"HTTP/1.0"),
    head("POST", "/v1/read", _JSON, "Transfer-Encoding: chunked", "Trailer: X-Tail")
    + b"%x;name=value\r\n%b\r\n0\r\nX-Tail: 1\r\n\r\n" % (len(LINE), LINE),
    head("POST", "/v1/predict/image?top_k=3", "Content-Type: multipart/form-data; boundary=b", "Content-Length: 88")
    + _FORM,
    head("GET", "/v1/model", "If-None-Match: x", "Origin: https://a.example")
    + head("HEAD", "/health/live")
    + head("OPTIONS", "/v1/predict", "Origin: https://a.example", "Access-Control-Request-Method: POST"),
    3 * drawing() + head("GET", "/health/ready", "Connection: close"),
)
"""Requests as they should be, alone and one behind the other."""

logger = logging.getLogger(__name__)


def main() -> int:
    """Exit status 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.wire")
    parser.add_argument("--inputs", type=int, default=20_000, help="damaged connections in all [20000]")
    parser.add_argument("--seed", type=int, default=0, help="of the damage [0]")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with serving({"INKDIGIT_LOG_LEVEL": "error"}) as (process, port):
        failures = fuzz(port, process.pid, options.inputs, options.seed)
    logger.info("\n".join(failures) or "clean")
    return 1 if failures else 0


def fuzz(port: int, pid: int, inputs: int, seed: int) -> list[str]:
    """What failed, a line each."""
    chance = random.Random(seed)
    failures: list[str] = []
    statuses: Counter[int] = Counter()
    early = resident_bytes(pid)
    for number in range(inputs):
        data = mutate(chance, SEEDS)
        found, failure = judged(port, data, chance)
        statuses.update(found)
        if failure:
            failures.append(f"{failure}: {keep(data, 'http')}")
        if number == inputs // 4:
            early = resident_bytes(pid)
    grown = (resident_bytes(pid) - early) // MIB
    if grown > GROWTH:
        failures.append(f"memory grew by {grown} MiB")
    with connected(port) as connection:
        connection.request("GET", "/health/ready")
        if connection.getresponse().status != 200:
            failures.append("it is not ready any more")
    logger.info(", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    return failures


def judged(port: int, data: bytes, chance: random.Random) -> tuple[list[int], str]:
    """The statuses that came back, and what is wrong with that, if anything is."""
    with socket.create_connection(("127.0.0.1", port), timeout=SLOWEST) as client:
        try:
            said = _told(client, data, chance)
        except TimeoutError:
            return [], f"nothing ended within {SLOWEST:g} s"
    statuses = [int(found) for found in ANSWER.findall(said)]
    if said and not ANSWER.match(said):
        return statuses, f"it said {said[:80]!r}"
    wrong = sorted(set(statuses) - EXPECTED)
    return statuses, f"it answered {wrong}" if wrong else ""


def _told(client: socket.socket, data: bytes, chance: random.Random) -> bytes:
    """All that comes back of what is sent in one piece or two. Raises TimeoutError."""
    place = chance.randrange(len(data) + 1)
    said = b""
    try:
        for part in (data[:place], data[place:]):
            client.sendall(part)
            time.sleep(chance.choice((0.0, 0.0, 0.0005)))
        client.shutdown(socket.SHUT_WR)
        while piece := client.recv(65536):
            said += piece
    except TimeoutError:
        raise
    except OSError:
        pass  # it was hung up on while it was still sending, after which the kernel may take back what was said
    return said


if __name__ == "__main__":
    sys.exit(main())
