"""Other readers of text, to be measured beside ours where they are installed. Nothing here depends on them."""

import importlib
import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.recognition.errors import first_line
from backend.recognition.images import encode_png
from backend.recognition.ink import ImageInk, Ink
from model_training.errors import RunError
from model_training.number_scores import Read, ReadLine
from model_training.numbers import digits_in

Grey = NDArray[np.uint8]
Peer = Callable[[bool], Read]
"""Makes a reader, told whether one line is written in each ink."""

_TALL, _MARGIN, _PEN = 64, 24, 4  # pixels, in which a number written with a pen is drawn


def peers() -> tuple[dict[str, Peer], tuple[str, ...]]:
    """Those that are installed here, by name; and the names of those that are not."""
    there = {
        "tesseract": bool(shutil.which("tesseract")),
        "rapidocr": bool(importlib.util.find_spec("rapidocr_onnxruntime")),
    }
    made: dict[str, Peer] = {"tesseract": tesseract, "rapidocr": rapidocr}
    installed = {name: peer for name, peer in made.items() if there[name]}
    return installed, tuple(name for name in made if name not in installed)


def tesseract(one_line: bool) -> Read:
    """The program of that name, with digits alone to choose from. Reading raises RunError where it fails."""
    mode = "7" if one_line else "6"  # --psm: a single line of text, or a block of it
    words = ["tesseract", "stdin", "stdout", "--psm", mode, "-c", "tessedit_char_whitelist=0123456789"]

    def read(ink: Ink) -> list[ReadLine]:
        try:
            done = subprocess.run(words, input=encode_png(picture(ink)), capture_output=True, check=True, timeout=60)
        except subprocess.SubprocessError as error:
            raise RunError(f"tesseract does not read: {first_line(error)}") from error
        return lines(done.stdout.decode().splitlines())

    return read


def rapidocr(one_line: bool) -> Read:
    """The package `rapidocr_onnxruntime` with the models it brings along; pages it cuts into lines itself."""
    engine: Any = importlib.import_module("rapidocr_onnxruntime").RapidOCR()

    def read(ink: Ink) -> list[ReadLine]:
        found, _ = engine(picture(ink), use_det=not one_line, use_cls=False, use_rec=True)
        return lines([row[-2] for row in found or []])  # [box,] text, score

    return read


def lines(texts: Sequence[str]) -> list[ReadLine]:
    """The digits of each text that has some. A peer does not say when it is unsure: all of it counts as accepted."""
    return [ReadLine(digits, accepted=True) for digits in map(digits_in, texts) if digits]


def picture(ink: Ink) -> Grey:
    """Pictures as they are; strokes drawn in black on white, as tall as a scanned line of print."""
    if isinstance(ink, ImageInk):
        return ink.grey
    points = np.concatenate(ink.strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    scale = _TALL / max(float(size[1]), float(size[0]) / 20, 1e-9)
    width, height = (round(float(side) * scale) + 2 * _MARGIN for side in size)
    page = np.full((height, width), 255, np.uint8)
    places = [np.rint((stroke - low) * scale + _MARGIN).astype(np.int32) for stroke in ink.strokes]
    return np.asarray(cv2.polylines(page, places, isClosed=False, color=0, thickness=_PEN, lineType=cv2.LINE_AA))
