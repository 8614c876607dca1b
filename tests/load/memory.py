"""How much memory a process takes while something goes on."""

import os
import threading
from pathlib import Path
from types import TracebackType

PERIOD = 0.25
PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024


def resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


class Memory:
    """Resident MiB of a process, noted four times a second for as long as a `with` lasts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.noted = [self._now()]

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()
        self.noted.append(self._now())

    def _watch(self) -> None:
        while not self._stop.wait(PERIOD):
            self.noted.append(self._now())

    def _now(self) -> int:
        return resident_bytes(self._pid) // MIB
