"""The whole pipeline for numbers, named in one place: ink -> lines -> read -> calibrate -> decide."""

import numpy as np

from backend.recognition.candidate import rounded
from backend.recognition.card import NumberPolicy
from backend.recognition.classifier import Classifier
from backend.recognition.constraints import ANY_NUMBER, Constraints
from backend.recognition.decision import Reason
from backend.recognition.ink import ImageInk, Ink, StrokeInk
from backend.recognition.line import Line
from backend.recognition.line_network import LineNetwork
from backend.recognition.looks import look
from backend.recognition.one_by_one import read_one_by_one
from backend.recognition.reading import Reading, box_around, log_odds
from backend.recognition.segment import WrittenLines
from backend.recognition.stroke_reading import read_strokes


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
                looked, faint = look(self.network, grey, constraints)
                picture = read_one_by_one(self.classifier, grey, looked, constraints)
                lines = [self._line(one, policies.pictures, faint=faint) for one in picture.lines]
                return tuple(line.turned_back(picture.turns, picture.shape).scaled(scale) for line in lines)

    def _line(self, reading: Reading, policy: NumberPolicy, *, faint: bool) -> Line:
        probability = rounded(calibrated(reading.probability, policy))
        reasons = {
            Reason.LOW_CONFIDENCE: probability < max(policy.min_probability, self.min_probability),
            Reason.NOT_A_DIGIT: reading.not_a_digit,
            Reason.SEVERAL_DIGITS: reading.several_digits,
            Reason.CONSTRAINT_UNSATISFIED: not reading.satisfied,
            Reason.FAINT_INK: faint,
        }
        given = tuple(reason for reason in Reason if reasons[reason])
        box = box_around(np.array([[one.box.x, one.box.y, one.box.right, one.box.bottom] for one in reading.digits]))
        return Line(reading.text, probability, given, box, reading.digits)


def calibrated(probability: float, policy: NumberPolicy) -> float:
    """The probability that a number is right, from that of the best way to read it (Platt 1999)."""
    return float(1.0 / (1.0 + np.exp(-policy.slope * log_odds(probability) - policy.offset)))
