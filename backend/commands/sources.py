"""What there is to read: picture files, folders of them, and files with a drawing a line."""

import hashlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.commands.errors import CommandError

PICTURES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
DRAWINGS = ".jsonl"

_PART = 1 << 16  # bytes of a line too long that are skipped at a time


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `lines`: how many drawings it holds; of a picture, -1. `size` in bytes, `changed` in ns."""

    path: Path
    size: int
    changed: int
    lines: int = -1

    @property
    def rows(self) -> int:
        """How many answers it has."""
        return 1 if self.lines < 0 else self.lines


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: a picture file, or a line of a file, `number` counted from 1, with its bytes."""

    path: Path
    number: int = 0
    line: bytes = b""


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """Every file in the order of the paths, those of a folder sorted, with those of folders in it.

    Folders are searched for pictures alone. Raises CommandError where there is nothing to read, or nothing known.
    """
    return [source for path in paths for source in _named(path)]


def digest(sources: Iterable[Source]) -> str:
    """Tells whether they are the same as at another time: by names, sizes and times, not by content."""
    told = hashlib.sha256()
    for source in sources:
        name = str(source.path).encode("utf-8", "surrogateescape")
        told.update(b"%d %d %d %s\0" % (source.size, source.changed, source.lines, name))
    return told.hexdigest()


def items(sources: Iterable[Source], longest_line: int) -> Iterator[Item]:
    """All that is in them. Of a line that is longer, in bytes, one byte more is given, and the rest is not kept."""
    for source in sources:
        if source.lines < 0:
            yield Item(source.path)
        else:
            yield from (Item(source.path, number, line) for number, line in _lines(source.path, longest_line))


def _named(path: Path) -> list[Source]:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise CommandError(f"There is no {path}: {getattr(error, 'strerror', error)}.") from None
    if stat.S_ISDIR(status.st_mode):
        found = list(_pictures(path))
        if not found:
            raise CommandError(f"There is no picture in {path}; pictures end in {', '.join(PICTURES)}.")
        return found
    suffix = path.suffix.lower()
    if suffix not in (*PICTURES, DRAWINGS) or not stat.S_ISREG(status.st_mode):
        raise CommandError(f"{path} is no folder and no file ending in {', '.join((*PICTURES, DRAWINGS))}.")
    lines = sum(1 for _ in _lines(path, 0)) if suffix == DRAWINGS else -1
    return [Source(path, status.st_size, status.st_mtime_ns, lines)]


def _pictures(folder: Path) -> Iterator[Source]:
    """Links to folders are not followed: they may lead back."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise CommandError(f"The folder {folder} cannot be read: {error.strerror}.") from None
    for path in entries:
        try:
            status = path.stat()
        except OSError:  # a link that leads nowhere: its row will say so
            if path.suffix.lower() in PICTURES:
                yield Source(path, 0, 0)
            continue
        if stat.S_ISDIR(status.st_mode) and not path.is_symlink():
            yield from _pictures(path)
        elif stat.S_ISREG(status.st_mode) and path.suffix.lower() in PICTURES:
            yield Source(path, status.st_size, status.st_mtime_ns)


def _lines(path: Path, longest: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers, each cut to `longest` bytes and one."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(longest + 1):
                number, part, blank = number + 1, line, not line.strip()
                while part and not part.endswith(b"\n"):
                    part = file.readline(_PART)
                    blank = blank and not part.strip()
                if not blank:
                    yield number, line
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
