"""Fetching a file from the first of its mirrors that has it, whole and checked, or not at all."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
from tqdm import tqdm

from backend.recognition.errors import first_line
from model_training.atomic import write_atomically
from model_training.errors import DataError

Check = Callable[[bytes], bytes]
"""What a file holds. Raises DataError where its bytes are not what they should be."""


def fetch(name: str, mirrors: Sequence[str], folder: Path, check: Check, client: httpx.Client) -> Path:
    """Stores `name` in `folder` and returns its path. Tries the mirrors' base addresses in turn.

    Only what is not packed already may be packed on the way; it is stored as it is checked, unpacked.
    Raises DataError where none has it as `check` wants it, or it cannot be stored; nothing half written stays.
    """
    refusals = []
    for mirror in mirrors:
        try:
            content = _download(client, mirror + name, name)
            check(content)
        except (httpx.HTTPError, DataError) as error:
            refusals.append(f"{httpx.URL(mirror).host}: {first_line(error)}")
        else:
            return _store(content, folder / name)
    raise DataError(
        f"{name} could not be downloaded ({'; '.join(refusals)}). "
        "Check the network, or name a folder that has the file with --data-dir, or the file itself with --dataset."
    )


def sha256_check(sha256: str) -> Check:
    """A check of a gzip file by the SHA-256 of what it holds, decompressed: gzip headers differ between mirrors."""

    def check(content: bytes) -> bytes:
        held = _decompress(content)
        digest = hashlib.sha256(held).hexdigest()
        if digest != sha256:
            raise DataError(f"its content has the SHA-256 {digest[:12]}…, not {sha256[:12]}…")
        return held

    return check


def _decompress(content: bytes) -> bytes:
    """Raises DataError where the bytes are not one whole gzip file."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"it is no whole gzip file ({error})") from error


def _download(client: httpx.Client, address: str, name: str) -> bytes:
    packed = name.endswith((".gz", ".npz"))  # and packed once more by some mirrors, unless asked not to
    headers = {"Accept-Encoding": "identity" if packed else "gzip, identity"}
    with client.stream("GET", address, headers=headers, follow_redirects=True) as response:
        response.raise_for_status()
        size = response.headers.get("Content-Length", "")
        content = bytearray()
        with tqdm(
            total=int(size) if size.isdecimal() else None, unit="B", unit_scale=True, desc=name, leave=False
        ) as bar:
            for chunk in response.iter_bytes():
                content += chunk
                bar.update(response.num_bytes_downloaded - bar.n)
    return bytes(content)


def _store(content: bytes, path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}. Free some space or set --data-dir.") from error
    return path
