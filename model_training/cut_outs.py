"""Single digits cut out of rows of them, what their neighbours left in the pictures still there."""

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.recognition.ink import ImageInk
from model_training.form_paper import enlarged, on_form
from model_training.mnist import Digits
from model_training.numbers import Frame, on_paper, trimmed, write_row
from model_training.scans import Scans, cut_out

_ON_FORMS = 0.5  # of the rows, the others stand on plain paper
_MARGIN = 12  # pixels around a row
_STRETCHED, _BLACK_AND_WHITE = 0.5, 0.5  # of the enlarged digits
_INK = 110  # from this grey on a pixel is black in black and white


def cut_out_digits(digits: Digits, count: int, rng: np.random.Generator) -> Scans:
    """So many of the digits, each cut out of a row of 3 to 7 of them, where 30 % of the neighbours touch."""
    cuts, places = zip(*(_cut_out(digits, rng) for _ in range(count)), strict=True)
    return list(cuts), digits.labels[list(places)]


def enlarged_digits(digits: Digits, count: int, rng: np.random.Generator) -> Scans:
    """So many of the digits, 80 to 400 pixels high or wide, dark on light, with no margin at all.

    Half of them are stretched to a square, but for ones, and half are in black and white.
    """
    chosen = rng.integers(len(digits), size=count)
    return [ImageInk(_enlarged(digits.frames[index], rng)) for index in chosen], digits.labels[chosen]


def _enlarged(frame: Frame, rng: np.random.Generator) -> Frame:
    ink = trimmed(frame, _INK)
    scale = rng.uniform(80.0, 400.0) / max(ink.shape)
    width, height = (max(round(scale * length), 1) for length in ink.shape[::-1])
    if rng.random() < _STRETCHED and 3 * width > height:
        width = height = max(width, height)
    large = cv2.resize(ink, (width, height), interpolation=cv2.INTER_CUBIC)
    if rng.random() < _BLACK_AND_WHITE:
        large = np.where(large >= _INK, 255, 0)
    return np.asarray(255 - large, np.uint8)


def _cut_out(digits: Digits, rng: np.random.Generator) -> tuple[ImageInk, int]:
    """A picture, and which of the digits is on it."""
    chosen = rng.integers(len(digits), size=rng.integers(3, 8))
    row, boxes = write_row([digits.frames[index] for index in chosen], rng)
    place = int(rng.integers(len(chosen)))
    box = boxes[place] + np.array([_MARGIN, _MARGIN, 0, 0])
    picture, scale = _scanned(np.pad(row, _MARGIN), rng)
    return ImageInk(cut_out(picture, *_roughly(box * scale, rng))), int(chosen[place])


def _scanned(ink: Frame, rng: np.random.Generator) -> tuple[Frame, float]:
    """The picture of a row, and how much larger it is."""
    if rng.random() >= _ON_FORMS:
        return on_paper(ink, rng), 1.0
    scale = rng.uniform(1.0, 2.0)
    return on_form(enlarged(ink, scale), rng), scale


def _roughly(box: NDArray[np.float64], rng: np.random.Generator) -> list[int]:
    """As exactly as people cut: 2 % of the height off, mostly."""
    return [round(float(side)) for side in box + rng.normal(0.0, 0.02 * box[3], 4)]
