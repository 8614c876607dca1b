"""The servers that are measured: each a process of its own on one core, with what it uses of it."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.requests import Request
from tests.bench.wrk import BenchError
from tests.load.memory import resident_bytes

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 60.0  # seconds until a server must have answered
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """How one is started: the words of its command and what is added to the environment, "{port}" in either."""

    name: str
    words: tuple[str, ...]
    request: Request
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Started:
    """A server that has answered: where, by which process, and after how many seconds."""

    server: Server
    origin: str
    pid: int
    seconds: float

    def cpu_seconds(self) -> float:
        """Of its processes, since they started."""
        return sum(_cpu_seconds(pid) for pid in _family(self.pid))

    def resident_bytes(self) -> int:
        """Of its largest process: a worker's."""
        return max(resident_bytes(pid) for pid in _family(self.pid))


@contextmanager
def started(server: Server, core: int) -> Iterator[Started]:
    """The server, from its first answer on; ended with all its processes. Raises BenchError where none comes."""
    port = _free_port()
    words = [word.format(port=port) for word in server.words]
    environment = {**_own_environment(), **{k: v.format(port=port) for k, v in server.environment}}
    begin = time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "-c", str(core), *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        origin = f"http://127.0.0.1:{port}"
        _await_answer(origin, server, process)
        yield Started(server, origin, process.pid, time.perf_counter() - begin)
    finally:
        for pid in _family(process.pid):  # some begin workers in sessions of their own
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def _own_environment() -> dict[str, str]:
    """Ours, in which bytecode is kept: so it is in the container's image, and where somebody starts it twice."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT)}


def _await_answer(origin: str, server: Server, process: "subprocess.Popen[bytes]") -> None:
    headers = {"Content-Type": server.request.content_type}
    asked = urllib.request.Request(origin + server.request.path, server.request.bodies[0], headers)
    end = time.perf_counter() + _PATIENCE
    while time.perf_counter() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                answer.read()
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
    raise BenchError(f"{server.name} did not answer within {_PATIENCE:g} seconds")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _family(int(child))
    return found


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
