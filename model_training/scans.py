"""Folders of scanned writing that only `evaluate` reads: pictures as files, what is on them in a list beside them."""

import csv
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.recognition.errors import InkError, first_line
from backend.recognition.images import decode
from backend.recognition.ink import ImageInk
from backend.recognition.line import Box
from backend.recognition.one_by_one import cut_with_margin
from model_training.errors import DataError

Scans = tuple[list[ImageInk], NDArray[np.uint8]]
"""Pictures of one digit each, and (n,) which."""


def read_pages(folder: Path) -> Scans:
    """A picture per row of `labels.csv` (file,label). Raises DataError."""
    try:
        with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [_picture(folder / row["file"]) for row in rows], _digits([row["label"] for row in rows])
    except (OSError, ValueError, KeyError, TypeError, csv.Error, InkError) as error:
        raise DataError(f"{folder} cannot be read as pages: {first_line(error)}") from error


def read_amounts(folder: Path) -> Scans:
    """The digits of each amount in `labels.json` ([{"file", "boxes": [[x, y, w, h, digit], ..]}, ..]), cut out with a
    margin. Raises DataError."""
    try:
        rows = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        cuts = [
            ImageInk(cut_out(picture.grey, *map(int, box[:4])))
            for row in rows
            for picture in [_picture(folder / row["file"])]
            for box in row["boxes"]
        ]
        return cuts, _digits([box[4] for row in rows for box in row["boxes"]])
    except (OSError, ValueError, KeyError, TypeError, IndexError, InkError) as error:
        raise DataError(f"{folder} cannot be read as amounts: {first_line(error)}") from error


def _picture(path: Path) -> ImageInk:
    return decode(path.read_bytes())


def cut_out(picture: NDArray[np.uint8], x: int, y: int, width: int, height: int) -> NDArray[np.uint8]:
    """A box of a picture with a margin: those who cut a digit out are no more exact, and catch neighbours' ink.

    Raises ValueError where nothing of it lies in the picture.
    """
    cut = cut_with_margin(picture, Box(x, y, width, height))
    if not cut.size:
        raise ValueError(f"the box {[x, y, width, height]} lies outside of its picture")
    return cut


def _digits(texts: list[str]) -> NDArray[np.uint8]:
    labels = np.array([int(text) for text in texts])
    if not len(labels):
        raise ValueError("no digit is listed")
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError("a label is no digit")
    return labels.astype(np.uint8)
