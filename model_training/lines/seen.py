"""Lines as the service sees them: numbers on paper, on forms and in strokes, which it lifted, levelled and cut out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np

from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, Ink, StrokeInk
from backend.recognition.looks import WIDER
from backend.recognition.paper import lift_ink, lifts_by_contrast
from backend.recognition.segment import PicturedLines, WrittenLines
from backend.recognition.strip import HEIGHT
from model_training.datasets import PenDigit
from model_training.forms import form_numbers
from model_training.lines.compose import ROOM
from model_training.lines.hands import bar
from model_training.lines.shapes import Frame, Hand
from model_training.lines.wear import bend, pen
from model_training.mnist import Digits
from model_training.numbers import pen_numbers, picture_numbers
from model_training.workers import stream

_LOOKS = (0.4, 0.3, 0.15, 0.15)
"""Shares of the first look at a picture, and of those by contrast (`looks`)."""

_WIDER, _STRETCH = 0.25, WIDER.stretch
"""Share of the lines that are seen on a wider strip, and how wide the service has that."""

_BENT = 0.5  # share of the lines that are bent anew each time they are shown
_TOGETHER = 120  # numbers that are in memory at once
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


@dataclass(frozen=True, slots=True)
class Writers:
    """Who writes the numbers: `digits` stand side by side, `hands` fill in forms, `written` are joined by strokes."""

    digits: Digits
    hands: Sequence[Hand]
    written: list[PenDigit]

    def numbers(self, count: int, rng: np.random.Generator) -> Iterator[tuple[Ink, str]]:
        """As many of each kind, and what they say; none in strokes where there are none to join."""
        kinds: list[Callable[[int, np.random.Generator], tuple[Sequence[Ink], list[str]]]] = [
            partial(picture_numbers, self.digits),
            partial(form_numbers, self.hands),
            *([partial(pen_numbers, self.written)] if self.written else []),
        ]
        for kind in kinds:
            yield from zip(*kind(count // len(kinds), rng), strict=True)


def seen_lines(writers: Writers, count: int, width: int, seed: int, workers: int = 0) -> list[SeenLine]:
    """About as many as `count` numbers.

    Fewer by those of which the service sees none or several lines, or one that is wider than `width`. So many `workers`
    beside this process make them, the same ones: see `stream`.
    """
    parts = -(-count // _TOGETHER)
    made = stream(partial(_part, writers, count, width, seed), parts, 0, workers) if parts else iter(())
    return [line for _ in bar(range(parts), "seen lines") for line in next(made)]


def _part(writers: Writers, count: int, width: int, seed: int, _: int, part: int) -> list[SeenLine]:
    rng = np.random.default_rng([seed, part])
    lines: list[SeenLine] = []
    for ink, text in writers.numbers(min(_TOGETHER, count - part * _TOGETHER), rng):
        with suppress(BlankInk):
            lines += [SeenLine(strip, list(map(int, text))) for strip in _seen(ink, rng) if strip.shape[1] <= width]
    return lines


def _seen(ink: Ink, rng: np.random.Generator) -> list[Frame]:
    """One strip, where there is one line. Raises BlankInk."""
    match ink:
        case StrokeInk(strokes):
            written = WrittenLines(strokes)
            return [written.strip(line) for line in written.lines] if len(written.lines) == 1 else []
        case ImageInk(grey):
            look = int(rng.choice(len(_LOOKS), p=_LOOKS))
            lifted = next(islice(lifts_by_contrast(grey), look - 1, None)) if look else lift_ink(grey).ink
            pictured = PicturedLines(lifted)
            place = pictured.place(0, _STRETCH if rng.random() < _WIDER else 1.0)
            return [pictured.strip(0, place)] if len(pictured) == 1 else []
