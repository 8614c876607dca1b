"""The whole pipeline for numbers, named in one place: ink -> pieces -> groups -> classify -> decode -> decide."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.candidate import most_probable, rounded
from backend.recognition.card import NumberPolicy
from backend.recognition.classifier import Answers, Classifier
from backend.recognition.constraints import ANY_NUMBER, Constraints
from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.grouping import Group, edges, groups
from backend.recognition.ink import ImageInk, Ink, StrokeInk
from backend.recognition.lattice import NOTHING, Edges, Way, decode
from backend.recognition.layout import around
from backend.recognition.line import Box, DigitInLine, Line
from backend.recognition.paper import lift_ink
from backend.recognition.segment import PicturePieces, Pieces, StrokePieces

_TRUSTED = -0.5
"""Mean logarithm of a reading's scores from which on a picture stands upright; below, it is turned and read again."""

_TRIED = 3  # lines, the longest, that are enough to tell how a picture lies
_TURNS = (0, 1, 3, 2)  # quarter turns counterclockwise, the likelier first
_AT_ONCE = 256  # frames
_MORE_PROBABLY = 0.5
_CERTAIN = 1e-7  # nearer to 0 or 1 a probability says no more


@dataclass(frozen=True, slots=True)
class _Found:
    """A line: all groups of its pieces that may be a digit, what the model says of them, and the best way."""

    groups: Sequence[Group]
    answers: Answers
    lattice: Edges
    way: Way

    @property
    def scores(self) -> NDArray[np.float64]:
        """The logarithms along the way."""
        return np.array([self.lattice.scores[step] for step in self.way.steps])

    @property
    def right(self) -> float:
        """About how many digits of it are right."""
        read = [symbol != NOTHING for _, symbol in self.way.steps]
        return float(np.exp(self.scores[read]).sum())


class NumberReader:
    """Reads lines of digits with the classifier it is given."""

    def __init__(self, classifier: Classifier, min_probability: float = 0.0) -> None:
        """`min_probability`, 0 to 1, can only be stricter than the policy of the classifier's card."""
        self.classifier = classifier
        self.min_probability = min_probability

    @property
    def version(self) -> str:
        return self.classifier.card.version

    def read(self, ink: Ink, constraints: Constraints = ANY_NUMBER) -> tuple[Line, ...]:
        """The lines from top to bottom, at least one, each with at least one digit.

        Raises BlankInk where nothing is written.
        """
        policies = self.classifier.card.numbers
        match ink:
            case StrokeInk(strokes):
                pieces = StrokePieces(strokes)
                found = self._find(pieces, pieces.lines, constraints)
                return tuple(self._line(pieces, one, policies.strokes, faint=False) for one in found)
            case ImageInk(grey, scale):
                lifted = lift_ink(grey)
                upright, found, turns = self._upright(lifted.ink, constraints)
                lines = [self._line(upright, one, policies.pictures, faint=lifted.faint) for one in found]
                return tuple(line.turned_back(turns, upright.shape).scaled(scale) for line in lines)

    def _upright(self, ink: NDArray[np.float32], constraints: Constraints) -> tuple[PicturePieces, list[_Found], int]:
        """Reads as the picture lies, and where that makes little sense, turned; the way that makes most sense."""
        tried: list[tuple[float, int, PicturePieces, list[_Found]]] = []
        for turns in _TURNS:
            with suppress(BlankInk):  # what is a rule as it lies may be a digit as it is turned
                pieces = PicturePieces(np.rot90(ink, turns))
                found = self._find(pieces, _longest(pieces.lines), constraints)
                tried.append((sum(one.right for one in found), turns, pieces, found))
                if np.concatenate([one.scores for one in found]).mean() >= _TRUSTED:
                    break
        if not tried:
            raise BlankInk("Nothing on the picture is of the size of writing.")
        _, turns, pieces, found = max(tried, key=lambda way: way[0])
        if len(pieces.lines) > _TRIED:
            found = self._find(pieces, pieces.lines, constraints)
        return pieces, found, turns

    def _find(self, pieces: Pieces, lines: Sequence[Sequence[int]], constraints: Constraints) -> list[_Found]:
        """Those of the lines with something to read; the first one where none has."""
        of_lines = [groups(pieces.boxes, line, pieces.most) for line in lines]
        answers = self._classify(np.stack([pieces.frame(group) for found in of_lines for group in found]))
        read, start = [], 0
        for line, found in zip(lines, of_lines, strict=True):
            part = answers.part(start, start + len(found))
            lattice = edges(pieces.boxes, line, found, part)
            read.append(_Found(found, part, lattice, decode(lattice, len(line), constraints)))
            start += len(found)
        return [line for line in read if not line.way.empty] or read[:1]

    def _classify(self, frames: NDArray[np.uint8]) -> Answers:
        return Answers.join(
            [self.classifier.classify(frames[start : start + _AT_ONCE]) for start in range(0, len(frames), _AT_ONCE)]
        )

    def _line(self, pieces: Pieces, found: _Found, policy: NumberPolicy, *, faint: bool) -> Line:
        digits = tuple(_digit(pieces, found, edge, symbol) for edge, symbol in found.way.steps if symbol != NOTHING)
        probability = rounded(calibrated(found.way.probability, policy))
        reasons = self._reasons(found, probability, policy) | {Reason.FAINT_INK: faint}
        box = _box(np.array([[one.box.x, one.box.y, one.box.right, one.box.bottom] for one in digits]))
        return Line(found.way.text, probability, tuple(reason for reason in Reason if reasons[reason]), box, digits)

    def _reasons(self, found: _Found, probability: float, policy: NumberPolicy) -> dict[Reason, bool]:
        read = [edge for edge, symbol in found.way.steps if symbol != NOTHING]
        skipped = [edge for edge, symbol in found.way.steps if symbol == NOTHING]
        none, several = (bool((found.answers.outliers[read, kind] > _MORE_PROBABLY).any()) for kind in (0, 1))
        return {
            Reason.LOW_CONFIDENCE: probability < max(policy.min_probability, self.min_probability),
            Reason.NOT_A_DIGIT: none or bool(found.lattice.large[skipped].any()),
            Reason.SEVERAL_DIGITS: several,
            Reason.CONSTRAINT_UNSATISFIED: not found.way.satisfied,
        }


def _longest(lines: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """The longest lines, in their order."""
    if len(lines) <= _TRIED:
        return list(lines)
    chosen = sorted(range(len(lines)), key=lambda index: -len(lines[index]))[:_TRIED]
    return [lines[index] for index in sorted(chosen)]


def calibrated(probability: float, policy: NumberPolicy) -> float:
    """The probability that a number is right, from that of the best way to read it (Platt 1999)."""
    clipped = min(max(probability, _CERTAIN), 1.0 - _CERTAIN)
    log_odds = policy.slope * float(np.log(clipped / (1.0 - clipped))) + policy.offset
    return float(1.0 / (1.0 + np.exp(-log_odds)))


def _digit(pieces: Pieces, found: _Found, edge: int, symbol: int) -> DigitInLine:
    group, probabilities = found.groups[edge], found.answers.probabilities[edge]
    return DigitInLine(
        digit=symbol,
        probability=rounded(probabilities[symbol]),
        candidates=tuple(most_probable(probabilities, 3)),
        box=_box(pieces.boxes[list(group)]),
        strokes=pieces.strokes(group),
    )


def _box(boxes: NDArray[np.float64]) -> Box:
    left, top, right, bottom = (float(edge) for edge in around(boxes))
    return Box(left, top, right - left, bottom - top)
