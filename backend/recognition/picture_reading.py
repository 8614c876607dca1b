"""Numbers on pictures: ink -> lines -> strips -> network -> best text, with the page turned where that reads better."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.errors import BlankInk
from backend.recognition.lattice import NOTHING
from backend.recognition.line import Box
from backend.recognition.line_network import LineNetwork
from backend.recognition.outline import outlines
from backend.recognition.reading import STEP, Reading, box_around, digit_in_line
from backend.recognition.segment import PicturedLines
from backend.recognition.strip import Place
from backend.recognition.whole import Whole, see_strip

_TRUSTED, _TOLD = 0.8, 0.5
"""Share of the digits read that are about right, and digits for each piece of ink, from which on a picture of a few
lines stands upright. Else it is read turned, too: what stands in columns is a page of many short lines, turned."""

_UPRIGHT, _TURNED = 0.5, 0.65
"""How probable digits must be to speak for a picture as it lies, and for one that is turned: few people turn them."""

_CLEAR = 0.95
"""Probability of a line from which on a second look is not worth its time.

Chosen on 4,000 validation numbers on pictures, of which 69.0 % are accepted, as with 0.98. With 0.85 a line takes a
fifth less time, and as many are read, but 65.6 % are accepted, as others are as sure.
"""

_PAGES_ASPECT = 1.5
"""Widths of a picture in its heights from which on few lines on it are more likely one that fell apart than a page."""

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)

_TRIED = 3
"""Lines, the longest, that are enough to tell how a picture lies; with more of them it is a page."""

MANY_PIECES = 300
"""Of a page with more of them each line is read on one strip: all of a large picture shall be read in two seconds."""

AS_IT_LIES, TURNED, UPSIDE_DOWN = (0,), (1, 3, 2), (2,)
"""Quarter turns counterclockwise, the likelier first."""


class Shape(NamedTuple):
    """Of a strip: how many times as wide as the writing it is, and the weight of what is read there."""

    stretch: float
    weight: float


AS_WIDE = Shape(1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """A line on a picture: its strip, where that lies, and what the network for lines sees on it.

    `doubted`: there is more writing on the picture than is read.
    """

    strip: NDArray[np.uint8]
    place: Place
    whole: Whole
    doubted: bool

    def read(self, text: str, probability: float) -> Reading:
        """The line as a text that can be read there, its digits not placed yet."""
        steps, way = self.whole.way_to(text), self.whole.way
        digits = tuple(
            digit_in_line(int(symbol), spot.probabilities, _NOWHERE)
            for symbol, spot in zip(text, self.whole.spots(steps), strict=True)
        )
        skipped = [edge for edge, symbol in steps if symbol == NOTHING]
        none = bool(self.whole.runs.lattice.large[skipped].any())
        return Reading(probability, digits, way.satisfied, way.empty, not_a_digit=none or self.doubted)

    def placed(self, line: Reading) -> Reading:
        """A line that was read here, with a box around each digit."""
        if not line.digits:
            return line
        spots = self.whole.spots(self.whole.way_to(line.text))
        boxes = [_in_picture(box, self.place) for box in outlines(self.strip, [spot.step * STEP for spot in spots])]
        placed = [replace(digit, box=box_around(box)) for digit, box in zip(line.digits, boxes, strict=True)]
        return replace(line, digits=tuple(placed))


@dataclass(frozen=True, slots=True)
class PictureReading:
    """The lines from top to bottom of a picture that was turned so many quarters counterclockwise, then of `shape`.

    They are made of so many `pieces` of ink, with those lines in which nothing was to be read. `seen`: all of these;
    `told`: where among them each line is. `weight`, 0 to 1: how much its sureness counts beside that of other looks at
    the picture.
    """

    lines: tuple[Reading, ...]
    seen: tuple[Seen, ...]
    told: tuple[int, ...]
    pieces: int
    turns: int
    shape: tuple[int, ...]
    weight: float = 1.0

    @property
    def trusted(self) -> bool:
        return self._right >= _TRUSTED * self._count and self._count >= _TOLD * self.pieces

    @property
    def clear(self) -> bool:
        """Whether it is one line of which hardly a doubt is left, or a page that is about right.

        A page is what has many lines, or several and is not wide.
        """
        if len(self.seen) == 1:
            return self.lines[0].satisfied and self.lines[0].probability > _CLEAR
        return self.trusted and (len(self.seen) > _TRIED or not self._wide)

    @property
    def lies_along(self) -> bool:
        """Whether it is one line along a wide picture: turned by a quarter its digits would stand on one another."""
        return len(self.seen) == 1 and self._wide

    @property
    def sense(self) -> float:
        """How much speaks for it: every digit as far as it is more probable than it must be."""
        return self._right - (_TURNED if self.turns else _UPRIGHT) * self._count

    def placed(self) -> "PictureReading":
        """With a box around each digit, which takes its time: not before it is known which look is read."""
        placed = [self.seen[index].placed(line) for index, line in zip(self.told, self.lines, strict=True)]
        return replace(self, lines=tuple(placed))

    @property
    def _wide(self) -> bool:
        height, width = self.shape
        return width >= _PAGES_ASPECT * height

    @property
    def _right(self) -> float:
        return sum(line.right for line in self.lines)

    @property
    def _count(self) -> int:
        return sum(len(line.digits) for line in self.lines)


def read_picture(
    network: LineNetwork,
    ink: NDArray[np.float32],
    constraints: Constraints,
    turns: Sequence[int] = AS_IT_LIES + TURNED,
    shapes: Sequence[Shape] = (AS_WIDE,),
) -> PictureReading:
    """Reads (h, w) ink, 0 paper to 1, turned by the first of `turns`, and where that makes little sense by the others.

    Lines are read in the first of the shapes, and those that are not clear then in the others, too, unless they have
    more than MANY_PIECES. Raises BlankInk where nothing is of the size of writing, however it is turned.
    """
    tried: list[tuple[PictureReading, PicturedLines]] = []
    unchecked = replace(constraints, checksum=Checksum.NONE)  # tells how a picture lies, in a fraction of the time
    for quarters in turns:
        with suppress(BlankInk):  # what is a rule as it lies may be a digit as it is turned
            lines = PicturedLines(ink, quarters)
            found = _read(network, lines, lines.longest(_TRIED), unchecked)
            tried.append((found, lines))
            if found.trusted and len(lines) <= _TRIED:
                break
    if not tried:
        raise BlankInk("Nothing on the picture is of the size of writing.")
    best, lines = max(tried, key=lambda one: one[0].sense)
    every = range(len(lines))
    shapes = shapes if sum(map(lines.pieces, every)) <= MANY_PIECES else shapes[:1]
    if len(lines) <= _TRIED and constraints == unchecked and len(shapes) == 1:
        return best
    return _read(network, lines, every, constraints, shapes)


def read_upright(
    network: LineNetwork, ink: NDArray[np.float32], constraints: Constraints, shapes: Sequence[Shape] = (AS_WIDE,)
) -> list[PictureReading]:
    """Reads (h, w) ink, 0 paper to 1, as it lies, once in each of the shapes.

    Nothing of what falls into more lines than are cut out of a form. Raises BlankInk where nothing is of the size of
    writing.
    """
    lines = PicturedLines(ink)
    if len(lines) > _TRIED:
        return []
    return [_read(network, lines, range(len(lines)), constraints, [shape]) for shape in shapes]


def best_look(looks: Sequence[PictureReading]) -> PictureReading:
    """The one that makes most sense, of those that are trusted if one is."""
    return max(looks, key=lambda look: (look.trusted, look.sense))


def read_together(looks: Sequence[PictureReading]) -> PictureReading:
    """Of several looks at the same upright picture, what the one that is surest of it reads where they see one line.

    That is as probable as all of these together say. Where most see several lines it is the `best_look`.
    """
    single = [look for look in looks if len(look.seen) == 1]
    if 2 * len(single) <= len(looks):
        return best_look(looks)
    surest, line = _together([(look.seen[0], look.weight) for look in single])
    return replace(single[surest], lines=(line,), told=(0,))


def _together(looks: Sequence[tuple[Seen, float]]) -> tuple[int, Reading]:
    """Which of the looks at a line, each with its weight, is surest of it, and what that reads.

    It is as probable as all of them together say.
    """
    satisfied = [index for index, (seen, _) in enumerate(looks) if seen.whole.way.satisfied] or range(len(looks))
    surest = max(satisfied, key=lambda index: looks[index][1] * looks[index][0].whole.way.probability)
    seen, _ = looks[surest]
    shares = [other.whole.share(seen.whole.way.text) for other, _ in looks]
    return surest, seen.read(seen.whole.way.text, float(np.mean(shares)))


def _read(
    network: LineNetwork,
    lines: PicturedLines,
    chosen: Sequence[int],
    constraints: Constraints,
    shapes: Sequence[Shape] = (AS_WIDE,),
) -> PictureReading:
    """Those of the lines with something to read; the first one where none has."""

    def look(line: int, shape: Shape) -> tuple[Seen, float]:
        return _see(network, lines, line, shape.stretch, constraints), shape.weight

    def read(line: int) -> tuple[Seen, Reading]:
        first, weight = look(line, shapes[0])
        way = first.whole.way
        if len(shapes) == 1 or way.probability > _CLEAR:
            return first, first.read(way.text, way.probability)
        looks = [(first, weight), *(look(line, shape) for shape in shapes[1:])]
        surest, reading = _together(looks)
        return looks[surest][0], reading

    seen, readings = zip(*map(read, chosen), strict=True)
    told = [index for index, line in enumerate(readings) if not line.empty and line.digits] or [0]
    lines_read = tuple(readings[index] for index in told)
    pieces = sum(map(lines.pieces, chosen))
    return PictureReading(lines_read, seen, tuple(told), pieces, lines.turns, lines.shape, shapes[0].weight)


def _see(network: LineNetwork, lines: PicturedLines, line: int, stretch: float, constraints: Constraints) -> Seen:
    place = lines.place(line, stretch)
    strip = lines.strip(line, place)
    return Seen(strip, place, see_strip(network, strip, constraints), lines.cut_short)


def _in_picture(box: NDArray[np.float64], place: Place) -> NDArray[np.float64]:
    """A box on the strip, and the box around it in the picture: (1, 4)."""
    left, top, right, bottom = box
    corners = place.to_ink(np.array([[left, top], [right, top], [left, bottom], [right, bottom]]))
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])[np.newaxis]
