"""Single digits cut out of rows of them, what their neighbours left in the pictures still there."""

import numpy as np
from numpy.typing import NDArray

from backend.recognition.ink import ImageInk
from model_training.form_paper import enlarged, on_form
from model_training.mnist import Digits
from model_training.numbers import Frame, on_paper, write_row
from model_training.scans import Scans, cut_out

_ON_FORMS = 0.5  # of the rows, the others stand on plain paper
_MARGIN = 12  # pixels around a row


def cut_out_digits(digits: Digits, count: int, rng: np.random.Generator) -> Scans:
    """So many of the digits, each cut out of a row of 3 to 7 of them, where 30 % of the neighbours touch."""
    cuts, places = zip(*(_cut_out(digits, rng) for _ in range(count)), strict=True)
    return list(cuts), digits.labels[list(places)]


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
