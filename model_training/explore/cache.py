"""Results of long steps, kept until the data, the options, scikit-learn or the files of the step are others."""

import hashlib
import inspect
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray

from model_training.atomic import write_atomically
from model_training.errors import DataError

Arrays = tuple[NDArray[Any], ...]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder with a file for each result."""

    folder: Path

    def kept(
        self, step: Callable[..., Arrays], *given: object, model: str = "", also: Sequence[Callable[..., object]] = ()
    ) -> Arrays:
        """What the step makes of arrays and numbers; made now, or before while its file was the same, and those of
        `also`, functions of other files that the step leaves its work to.

        A step may be a partial that knows a model besides, which `model` names. Raises DataError where the result
        cannot be kept.
        """
        code = step.func if isinstance(step, partial) else step
        path = self.folder / f"{code.__name__}-{_key((code, *also), *given, model)}.npz"
        kept = _read(path)
        if kept is None:
            kept = step(*given)
            _write(path, kept)
        return kept


def _key(code: Sequence[Callable[..., object]], *given: object) -> str:
    digest = hashlib.sha256(sklearn.__version__.encode())
    for one in code:
        digest.update(b"\n" + Path(inspect.getfile(one)).read_bytes())
    for value in given:
        digest.update(b"\n")  # else 1, 23 would be 12, 3
        digest.update(f"{value.dtype}{value.shape}".encode() if isinstance(value, np.ndarray) else b"")
        digest.update(np.ascontiguousarray(value).tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return digest.hexdigest()[:16]


def _read(path: Path) -> Arrays | None:
    """None where there is nothing that can be read: it is made again then."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return tuple(file[name] for name in file.files)
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, zlib.error):
        return None


def _write(path: Path, arrays: Arrays) -> None:
    file = io.BytesIO()
    np.savez_compressed(file, *arrays)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, file.getvalue())
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}") from error
