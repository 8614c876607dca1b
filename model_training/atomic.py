"""Files that are there whole or not at all."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Writes beside `path` and renames: a full disk or a kill leaves the old file, or none. Raises OSError."""
    write_together({path: content})


def write_together(contents: dict[Path, bytes]) -> None:
    """Writes files that belong together: none takes its name before all are on the disk. Raises OSError."""
    with ExitStack() as leftovers:
        parts = {path: _part(path, content, leftovers) for path, content in contents.items()}
        for path, part in parts.items():
            part.replace(path)


def _part(path: Path, content: bytes, leftovers: ExitStack) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    leftovers.callback(part.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o644)
    return part
