"""Real handwriting beside MNIST's, read from a local folder: what is not there is gone without, and named."""

import gzip
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.recognition.errors import InkError
from backend.recognition.ink import Stroke, StrokeInk
from model_training.errors import DataError

PENDIGITS = "pendigits_writers_1_30.jsonl.gz"
"""UCI Pendigits (E. Alpaydin, F. Alimoglu; CC BY 4.0): the original traces of 30 writers on a tablet."""

OPTDIGITS = "optdigits_1934.npz"
"""UCI Optdigits (E. Alpaydin, C. Kaynak; CC BY 4.0): 32x32 in black and white, stretched to the box."""

CANVAS = "hwd_canvas_500.npz"
"""Digits drawn on a canvas with pens of many widths (MIT)."""


_LABELS = tuple("0123456789")

CREDITS = {
    PENDIGITS: "Pendigits (E. Alpaydin, F. Alimoglu), UCI, CC BY 4.0",
    OPTDIGITS: "Optdigits (E. Alpaydin, C. Kaynak), UCI, CC BY 4.0",
    CANVAS: "drawings on a canvas, MIT",
}


@dataclass(frozen=True, slots=True)
class PenDigit:
    """One digit as its writer's pen went. `writer` is 0 where nobody said who."""

    label: int
    writer: int
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures with their labels: uint8 (n, height, width) grey as handed in, and (n,) what is on them."""

    pictures: NDArray[np.uint8]
    labels: NDArray[Any]

    def __len__(self) -> int:
        return len(self.pictures)

    def take(self, indices: NDArray[np.intp]) -> "Pictures":
        return Pictures(self.pictures[indices], self.labels[indices])


def find(name: str, data_dir: Path | None) -> Path | None:
    """The file or folder of that name in `data_dir` or in a folder right under it; None where there is none."""
    if data_dir is None:
        return None
    places = (data_dir, *sorted(place for place in data_dir.glob("*") if place.is_dir()))
    return next((place / name for place in places if (place / name).exists()), None)


def read_pen_digits(path: Path) -> list[PenDigit]:
    """JSON lines, gzipped if the name ends in .gz: {"label", "writer", "strokes": [{"x": [..], "y": [..]}, ..]}.

    Blank lines are passed over, a missing writer is 0. Raises DataError, which names the line that is none of these.
    """
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            return [_pen_digit(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    except (OSError, EOFError, ValueError, zlib.error, InkError) as error:
        raise DataError(f"{path} cannot be read as pen strokes: {error}") from error


def read_pictures(path: Path) -> Pictures:
    """An .npz with uint8 (n, height, width) `X` and maybe (n,) `y`; no `y` reads as empty texts. Raises DataError."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            pictures = file["X"]
            labels = file["y"] if "y" in file else np.full(len(pictures), "")
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f"{path} cannot be read as pictures: {error}") from error
    if pictures.dtype != np.uint8 or pictures.ndim != 3 or len(labels) != len(pictures):
        raise DataError(f"{path} holds {pictures.dtype} {pictures.shape} with {len(labels)} labels, not pictures")
    return Pictures(pictures, labels)


def read_digits(path: Path) -> Pictures:
    """Pictures of digits: as `read_pictures`, and also raises DataError where a label is none of 0 to 9."""
    digits = read_pictures(path)
    if not np.isin(digits.labels, np.arange(10)).all():
        raise DataError(f"{path} has labels that are no digits")
    return Pictures(digits.pictures, digits.labels.astype(np.uint8))


def _pen_digit(number: int, line: str) -> PenDigit:
    """Raises ValueError, which names the line."""
    try:
        return _labelled(line)
    except (ValueError, InkError) as error:
        raise ValueError(f"line {number}: {error}") from error


def _labelled(line: str) -> PenDigit:
    """Raises ValueError, InkError."""
    try:
        row = json.loads(line)
        label, strokes = str(row["label"]), row["strokes"]
        ink = StrokeInk.from_coordinates([(stroke["x"], stroke["y"]) for stroke in strokes])
        writer = int(row.get("writer", 0))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"this is not JSON: {error}") from error
    except KeyError as error:
        raise ValueError(f"there is no {error}") from error
    except TypeError as error:
        raise ValueError(f"this is no labelled drawing: {error}") from error
    if label not in _LABELS:
        raise ValueError(f"the label {label[:20]} is none of 0 to 9")
    if not ink.strokes:
        raise ValueError("there are no strokes")
    return PenDigit(int(label), writer, ink.strokes)
