"""Load by wrk (Debian's package of that name): so many connections, each posting again as soon as it is answered."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

from tests.bench.requests import Request

_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}


class BenchError(Exception):
    """What prevents a measurement, in one line."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one run brought. Latencies in milliseconds; `answered` requests in all."""

    per_second: float
    p50: float
    p99: float
    answered: int


def start(origin: str, request: Request, connections: int, seconds: float, core: int) -> "Running":
    """Starts it, pinned to a core. Raises BenchError where there is no wrk."""
    if not shutil.which("wrk"):
        raise BenchError("wrk is not installed: apt-get install wrk")
    script = tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="ascii")  # noqa: SIM115 - wrk reads it meanwhile
    script.write(_script(request))
    script.flush()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "20s", "--latency", "-s", script.name]
    process = subprocess.Popen(
        ["taskset", "-c", str(core), *command, origin + request.path], stdout=subprocess.PIPE, text=True
    )
    return Running(process, script)


@dataclass
class Running:
    """A wrk that is on its way, and the script that it reads."""

    process: "subprocess.Popen[str]"
    script: object

    def finish(self) -> Load:
        """Waits for its end. Raises BenchError where not every answer was a good one."""
        text, _ = self.process.communicate()
        if self.process.returncode or "Non-2xx" in text or "Socket errors" in text:
            raise BenchError(f"wrk says: {' '.join(text.split()) or self.process.returncode}")
        return read(text)


def read(text: str) -> Load:
    """The figures in what wrk prints. Raises BenchError where they are not there."""
    found = [re.search(pattern, text) for pattern in (r"50%\s+([\d.]+)(\w+)", r"99%\s+([\d.]+)(\w+)")]
    rate, answered = re.search(r"Requests/sec:\s+([\d.]+)", text), re.search(r"(\d+) requests in", text)
    if not (all(found) and rate and answered):
        raise BenchError(f"wrk says: {' '.join(text.split())}")
    p50, p99 = (float(one[1]) * _UNITS[one[2]] for one in found if one)
    return Load(float(rate[1]), p50, p99, int(answered[1]))


_SCRIPT = """wrk.method = "POST"
wrk.headers["Content-Type"] = "%s"
local bodies = { %s }
local written, sent = {}, 0
function init(args)
  for place, body in ipairs(bodies) do written[place] = wrk.format(nil, nil, nil, body) end
end
function request()
  sent = sent + 1
  return written[(sent - 1) %% #written + 1]
end
"""
"""Lua. Requests are written before the first is sent: then each costs the load no more than a look at a table."""


def _script(request: Request) -> str:
    bodies = ",\n".join('"' + "".join(f"\\{byte:03d}" for byte in body) + '"' for body in request.bodies)
    return _SCRIPT % (request.content_type, bodies)
