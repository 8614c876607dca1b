"""Numbers on pictures: ink -> lines -> strips -> network -> best text, with the page turned where that reads better."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.ctc import runs, spots
from backend.recognition.edges import NOTHING
from backend.recognition.errors import BlankInk
from backend.recognition.lattice import Way, decode
from backend.recognition.line_network import LineNetwork
from backend.recognition.outline import outlines
from backend.recognition.reading import STEP, Reading, box_around, digit_in_line, doubted
from backend.recognition.segment import PicturedLines
from backend.recognition.strip import Place

_TRUSTED, _TOLD = 0.8, 0.5
"""Share of the digits read that are about right, and digits for each piece of ink, from which on a picture of a few
lines stands upright. Else it is read turned, too: what stands in columns is a page of many short lines, turned."""

_UPRIGHT, _TURNED = 0.5, 0.65
"""How probable digits must be to speak for a picture as it lies, and for one that is turned: few people turn them."""

_TRIED = 3  # lines, the longest, that are enough to tell how a picture lies
_TURNS = (0, 1, 3, 2)  # quarter turns counterclockwise, the likelier first


@dataclass(frozen=True, slots=True)
class PictureReading:
    """The lines from top to bottom of a picture that was turned so many quarters counterclockwise, then of `shape`.

    They are made of so many `pieces` of ink, with those lines in which nothing was to be read.
    """

    lines: tuple[Reading, ...]
    pieces: int
    turns: int
    shape: tuple[int, ...]

    @property
    def trusted(self) -> bool:
        return self._right >= _TRUSTED * self._count and self._count >= _TOLD * self.pieces

    @property
    def sense(self) -> float:
        """How much speaks for it: every digit as far as it is more probable than it must be."""
        return self._right - (_TURNED if self.turns else _UPRIGHT) * self._count

    @property
    def _right(self) -> float:
        return sum(line.right for line in self.lines)

    @property
    def _count(self) -> int:
        return sum(len(line.digits) for line in self.lines)


def read_picture(network: LineNetwork, ink: NDArray[np.float32], constraints: Constraints) -> PictureReading:
    """Reads (h, w) ink, 0 paper to 1, as it lies, and where that makes little sense, turned.

    Raises BlankInk where nothing is of the size of writing, however it is turned.
    """
    tried: list[tuple[PictureReading, PicturedLines]] = []
    unchecked = replace(constraints, checksum=Checksum.NONE)  # tells how a picture lies, in a fraction of the time
    for turns in _TURNS:
        with suppress(BlankInk):  # what is a rule as it lies may be a digit as it is turned
            lines = PicturedLines(np.rot90(ink, turns))
            found = _read(network, lines, lines.longest(_TRIED), turns, unchecked)
            tried.append((found, lines))
            if found.trusted and len(lines.places) <= _TRIED:
                break
    if not tried:
        raise BlankInk("Nothing on the picture is of the size of writing.")
    best, lines = max(tried, key=lambda one: one[0].sense)
    if len(lines.places) <= _TRIED and constraints == unchecked:
        return best
    return _read(network, lines, range(len(lines.places)), best.turns, constraints)


def _read(
    network: LineNetwork, lines: PicturedLines, chosen: Sequence[int], turns: int, constraints: Constraints
) -> PictureReading:
    """Those of the lines with something to read; the first one where none has."""
    read = [_read_line(network, lines.strip(index), lines.places[index], constraints) for index in chosen]
    told = [line for line in read if not line.empty and line.digits] or read[:1]
    told = doubted(told) if lines.cut_short else told
    return PictureReading(tuple(told), sum(map(lines.pieces, chosen)), turns, lines.shape)


def _read_line(network: LineNetwork, strip: NDArray[np.uint8], place: Place, constraints: Constraints) -> Reading:
    steps = network.symbols(strip[np.newaxis])[0].astype(np.float64)
    found = runs(steps)
    way = decode(found.edges, found.places, constraints)
    read = spots(steps, found, way.steps)
    boxes = outlines(strip, [spot.step * STEP for spot in read]) if read else np.empty((0, 4))
    digits = tuple(
        digit_in_line(int(symbol), spot.probabilities, box_around(_in_picture(box, place)))
        for symbol, spot, box in zip(way.text, read, boxes, strict=True)
    )
    return Reading(way.probability, digits, way.satisfied, way.empty, not_a_digit=_skips(found.edges.large, way))


def _skips(large: NDArray[np.bool_], way: Way) -> bool:
    """Whether something is written there that is no digit."""
    return any(bool(large[edge]) for edge, symbol in way.steps if symbol == NOTHING)


def _in_picture(box: NDArray[np.float64], place: Place) -> NDArray[np.float64]:
    """A box on the strip, and the box around it in the picture: (1, 4)."""
    left, top, right, bottom = box
    corners = place.to_ink(np.array([[left, top], [right, top], [left, bottom], [right, bottom]]))
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])[np.newaxis]
