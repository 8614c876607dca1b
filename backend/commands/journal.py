"""What is done so far, beside the output: a line that says of what it is, and a line of JSON for each row.

It is only ever appended to. After a kill all of it counts but a last line that is cut short, and the command goes on
behind that. Once the output is written, it is removed.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from backend.commands.errors import CommandError

if sys.platform != "win32":
    import fcntl

Row = dict[str, Any]
"""A row by its columns; those without a value are left out."""

Heading = Mapping[str, str]
"""Of what a journal is: each part of it with its name for people."""


class Journal:
    """An open journal that nobody else writes. `done`: how many rows it holds."""

    def __init__(self, path: Path, file: BinaryIO, done: int) -> None:
        self.path = path
        self.done = done
        self._file = file

    def append(self, rows: bytes, count: int) -> None:
        """Rows as lines of JSON, in their order. Raises CommandError where the disk is full."""
        try:
            self._file.write(rows)
            self._file.flush()
        except OSError as error:
            raise CommandError(f"{self.path} cannot be written: {error.strerror}.") from None
        self.done += count

    def rows(self) -> Iterator[Row]:
        """All of them. Raises CommandError where the file was damaged."""
        self._file.seek(0)
        next(self._file)
        for line in self._file:
            try:
                yield json.loads(line)
            except ValueError:
                raise CommandError(f"{self.path} is damaged; remove it and begin anew.") from None

    def close(self) -> None:
        with suppress(OSError):  # what a full disk did not take is tried again
            self._file.close()

    def remove(self) -> None:
        self.close()
        self.path.unlink()


def open_journal(path: Path, heading: Heading) -> Journal:
    """Begins a journal or goes on with the one that is there. Raises CommandError where that is of something else."""
    try:
        file = path.open("a+b")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        _lock(path, file)
        return Journal(path, file, _resume(path, file, heading))
    except BaseException:
        file.close()
        raise


def _lock(path: Path, file: BinaryIO) -> None:
    """It ends with the process, however that ends."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(f"Another process is writing {path}.") from None


def _resume(path: Path, file: BinaryIO, heading: Heading) -> int:
    """How many rows are there. What a kill cut short is cut off."""
    file.seek(0)
    first = file.readline()
    if not first.endswith(b"\n"):
        file.truncate(0)
        file.write(json.dumps(dict(heading)).encode() + b"\n")
        file.flush()
        return 0
    _refuse_other(path, first, heading)
    done, end = 0, len(first)
    for line in file:
        if not line.endswith(b"\n"):
            break
        done, end = done + 1, end + len(line)
    file.truncate(end)
    return done


def _refuse_other(path: Path, first: bytes, heading: Heading) -> None:
    try:
        found = json.loads(first)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise CommandError(f"{path} is there and no journal of this command; remove it, or name another output.")
    for name, value in heading.items():
        if found.get(name) != value:
            raise CommandError(f"{path} was begun with other {name}; remove it to begin anew, or name another output.")
