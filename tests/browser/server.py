"""The real server as a process of its own, for as long as a `with` lasts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

REPOSITORY = Path(__file__).parents[2]
START_LIMIT = 60.0  # seconds; the model is loaded and warmed up before the server is ready


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(port: int) -> Server:
    """Raises RuntimeError when the server ends or is not ready in time."""
    environment = {**os.environ, "INKDIGIT_HOST": "127.0.0.1", "INKDIGIT_PORT": str(port)}
    server = Server(port, subprocess.Popen([sys.executable, "-m", "backend"], cwd=REPOSITORY, env=environment))
    deadline = time.monotonic() + START_LIMIT
    while not is_ready(server.url):
        if server.process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise RuntimeError(f"python -m backend is not ready (exit status {server.process.returncode})")
        time.sleep(0.1)
    return server


def is_ready(url: str) -> bool:
    try:
        with urlopen(f"{url}/health/ready", timeout=5) as response:
            return bool(response.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def running(port: int) -> Iterator[Server]:
    server = start(port)
    try:
        yield server
    finally:
        server.stop()
