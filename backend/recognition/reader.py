"""The whole pipeline for numbers, named in one place: ink -> lines -> read -> calibrate -> decide."""

from contextlib import suppress
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from backend.recognition.candidate import rounded
from backend.recognition.card import NumberPolicy
from backend.recognition.classifier import Classifier
from backend.recognition.constraints import ANY_NUMBER, Constraints
from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, Ink, StrokeInk
from backend.recognition.line import Line
from backend.recognition.line_network import LineNetwork
from backend.recognition.paper import Lifted, lift_ink, lifts_by_contrast
from backend.recognition.picture_reading import PictureReading, best_look, read_picture, read_together, read_upright
from backend.recognition.reading import Reading, box_around, log_odds
from backend.recognition.rim import find_rim, without_rim
from backend.recognition.segment import WrittenLines
from backend.recognition.stroke_reading import read_strokes

_LINES_ASPECT = 1.5
"""Pictures this much wider than high may be lines that were cut out of a form: two digits and more."""

_LARGEST_LINE, _SMALL_LINE = 1_000_000, 250_000
"""Pixels: what is larger is a page, which is read once; what is not small is looked at again in one way alone."""

_WEIGHTS = (1.0, 1.0, 0.8)
"""Of the looks by contrast: softened digits run into each other. Chosen on validation numbers, clear and on forms."""


class NumberReader:
    """Reads lines of digits with the classifier and the network for lines it is given."""

    def __init__(self, classifier: Classifier, network: LineNetwork, min_probability: float = 0.0) -> None:
        """`min_probability`, 0 to 1, can only be stricter than the policies of the network's card."""
        self.classifier = classifier
        self.network = network
        self.min_probability = min_probability

    @property
    def version(self) -> str:
        return self.network.card.version

    def read(self, ink: Ink, constraints: Constraints = ANY_NUMBER) -> tuple[Line, ...]:
        """The lines from top to bottom, at least one.

        Raises BlankInk where nothing is written.
        """
        policies = self.network.card.numbers
        match ink:
            case StrokeInk(strokes):
                read = read_strokes(self.classifier, self.network, WrittenLines(strokes), constraints)
                return tuple(self._line(one, policies.strokes, faint=False) for one in read)
            case ImageInk(grey, scale):
                picture, faint = self._look(grey, constraints)
                lines = [self._line(one, policies.pictures, faint=faint) for one in picture.lines]
                return tuple(line.turned_back(picture.turns, picture.shape).scaled(scale) for line in lines)

    def _look(self, grey: NDArray[np.uint8], constraints: Constraints) -> tuple[PictureReading, bool]:
        """What a picture says, and whether it says it faintly. Cut-out lines that are not clear are looked at again."""
        try:
            lifted = _lift(grey)
            first = read_picture(self.network, lifted.ink, constraints)
        except BlankInk:
            others = self._look_again(grey, constraints)
            if others and (found := read_together(others)).trusted:
                return found, True
            raise
        others = [] if first.clear else self._look_again(grey, constraints)
        return _of_all(first, others), lifted.faint

    def _look_again(self, grey: NDArray[np.uint8], constraints: Constraints) -> list[PictureReading]:
        """What a picture of a line says by its contrast alone; nothing where it is none or nothing stands out."""
        if grey.shape[1] < _LINES_ASPECT * grey.shape[0] or grey.size > _LARGEST_LINE:
            return []
        weighed = zip(lifts_by_contrast(grey), _WEIGHTS, strict=True)
        looks = []
        for ink, weight in islice(weighed, None if grey.size <= _SMALL_LINE else 1):
            with suppress(BlankInk):
                looks.append(read_upright(self.network, ink, constraints, weight))
        return [look for look in looks if look]

    def _line(self, reading: Reading, policy: NumberPolicy, *, faint: bool) -> Line:
        probability = calibrated(reading.probability, policy)
        reasons = {
            Reason.LOW_CONFIDENCE: probability < max(policy.min_probability, self.min_probability),
            Reason.NOT_A_DIGIT: reading.not_a_digit,
            Reason.SEVERAL_DIGITS: reading.several_digits,
            Reason.CONSTRAINT_UNSATISFIED: not reading.satisfied,
            Reason.FAINT_INK: faint,
        }
        given = tuple(reason for reason in Reason if reasons[reason])
        box = box_around(np.array([[one.box.x, one.box.y, one.box.right, one.box.bottom] for one in reading.digits]))
        return Line(reading.text, rounded(probability), given, box, reading.digits)


def _of_all(first: PictureReading, others: list[PictureReading]) -> PictureReading:
    """What the first look and others at the upright picture say.

    Where the first turned it, or saw several lines on it, what makes more sense.
    """
    if not others:
        return first
    if first.turns or len(first.seen) > 1:
        return best_look([first, read_together(others)])
    return read_together([first, *others])


def _lift(grey: NDArray[np.uint8]) -> Lifted:
    """The ink without the picture's rim: beside a dark desk writing would be taken for print. Raises BlankInk."""
    lifted = lift_ink(grey)
    rim = find_rim(lifted.ink)
    return lift_ink(without_rim(grey, rim)) if rim.any() and not rim.all() else lifted


def calibrated(probability: float, policy: NumberPolicy) -> float:
    """The probability that a number is right, from that of the best way to read it (Platt 1999)."""
    return float(1.0 / (1.0 + np.exp(-policy.slope * log_odds(probability) - policy.offset)))
