"""Clients that ask again as soon as they are answered, and take no refusal for an answer: wrk."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

BODY = """\
local file = io.open("{body}")
wrk.method, wrk.body = "POST", file:read("*a")
wrk.headers["Content-Type"] = "application/json"
"""


@dataclass(frozen=True, slots=True)
class Flood:
    """What came of it, in requests a second. `broken`: connections refused, reset or silent, in all."""

    answered: float
    refused: float
    broken: int


class Flooding:
    """Runs from its making until its end is asked for."""

    def __init__(self, port: int, body: bytes, clients: int, seconds: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="inkdigit-load-")
        folder = Path(self._folder.name)
        (folder / "body").write_bytes(body)
        (folder / "post.lua").write_text(BODY.format(body=folder / "body"))
        self._seconds = seconds
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}", "-s", str(folder / "post.lua")]
        address = f"http://127.0.0.1:{port}/v1/predict"
        self._process = subprocess.Popen([*command, address], stdout=subprocess.PIPE, text=True)

    def end(self) -> Flood:
        """Waits for it."""
        said, _ = self._process.communicate()
        self._folder.cleanup()
        return read_wrk(said, self._seconds)


def read_wrk(said: str, seconds: int) -> Flood:
    """What wrk says at its end, of so many seconds."""
    total, refused = _number(r"(\d+) requests in", said), _number(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = re.findall(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    broken = sum(map(int, errors[0])) if errors else 0
    return Flood((total - refused) / seconds, refused / seconds, broken)


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else 0
