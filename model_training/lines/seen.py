"""Lines as the service sees them: numbers drawn on paper and on forms, which it lifted, levelled and cut out."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import numpy as np

from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk
from backend.recognition.looks import SHAPES
from backend.recognition.paper import lift_ink, lifts_by_contrast
from backend.recognition.segment import PicturedLines
from backend.recognition.strip import HEIGHT
from model_training.forms import form_numbers
from model_training.lines.compose import ROOM
from model_training.lines.hands import bar
from model_training.lines.shapes import Frame, Hand
from model_training.lines.wear import bend, pen
from model_training.mnist import Digits
from model_training.numbers import picture_numbers

_LOOKS = (0.4, 0.3, 0.15, 0.15)
"""Shares of the first look at a picture, and of those by contrast (`looks`)."""

_WIDER, _STRETCH = 0.25, SHAPES[0][1].stretch
"""Share of the lines that are seen on a wider strip, and how wide the service has that."""

_BENT = 0.5  # share of the lines that are bent anew each time they are shown
_TOGETHER = 100  # pictures that are in memory at once
_FARTHEST = 24  # columns before the ink


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A uint8 (HEIGHT, w) strip, and the digits on it."""

    strip: Frame
    symbols: list[int]

    def again(self, width: int, rng: np.random.Generator) -> tuple[Frame, list[int]]:
        """The same on a strip of that width, not narrower than its own: somewhere else on it, by another pen, bent."""
        line = np.zeros((HEIGHT, width), np.uint8)
        left = int(rng.integers(min(width - self.strip.shape[1], _FARTHEST) + 1))
        line[:, left : left + self.strip.shape[1]] = self.strip
        if rng.random() < _BENT:
            line = pen(bend(np.pad(line, ((ROOM, ROOM), (0, 0))), rng), rng)
        return line, self.symbols


def seen_lines(
    digits: Digits, hands: Sequence[Hand], count: int, width: int, rng: np.random.Generator
) -> list[SeenLine]:
    """About as many as `count` pictures, half of digits side by side, half of numbers that `hands` write on forms.

    Fewer by those on which the service sees none or several lines, or one that is wider than `width`.
    """
    lines: list[SeenLine] = []
    for start in bar(range(0, count, _TOGETHER), "seen lines"):
        some = min(_TOGETHER, count - start)
        for inks, texts in (
            picture_numbers(digits, some - some // 2, rng),
            form_numbers(hands, some // 2, rng),
        ):
            for ink, text in zip(inks, texts, strict=True):
                with suppress(BlankInk):
                    lines += [SeenLine(strip, list(map(int, text))) for strip in _seen(ink, width, rng)]
    return lines


def _seen(ink: ImageInk, width: int, rng: np.random.Generator) -> list[Frame]:
    """One strip, where there is one line, not too wide. Raises BlankInk."""
    look = int(rng.choice(len(_LOOKS), p=_LOOKS))
    lifted = next(islice(lifts_by_contrast(ink.grey), look - 1, None)) if look else lift_ink(ink.grey).ink
    lines = PicturedLines(lifted)
    place = lines.place(0, _STRETCH if rng.random() < _WIDER else 1.0)
    return [lines.strip(0, place)] if len(lines) == 1 and place.width <= width else []
