"""What a file holds, whether or not gzip packed it."""

import gzip
import zlib
from pathlib import Path

from model_training.errors import DataError

_GZIP = b"\x1f\x8b"


def read_content(path: Path) -> bytes:
    """The bytes of a file, decompressed where they are gzip's. Raises DataError."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content.startswith(_GZIP) else content
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
