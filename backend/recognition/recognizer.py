"""The whole pipeline, named in one place: ink -> normalize -> classify -> decide -> reading."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.recognition.candidate import Candidate, most_probable, rounded
from backend.recognition.card import Card
from backend.recognition.classifier import Classifier
from backend.recognition.decision import Decision, Reason, reasons_to_review
from backend.recognition.errors import BlankInk
from backend.recognition.ink import FrameInk, Ink
from backend.recognition.line_network import LineNetwork
from backend.recognition.normalize import Sight, look_at_all
from backend.recognition.saliency import Explanation, explain
from backend.recognition.second_opinion import agreed, read_one


class Reading(NamedTuple):
    """What the model saw, uint8 (28, 28) light ink on black, and what it made of it.

    `probabilities` float32 (10,) of the digits, `outliers` float32 (2,) that it is no digit and that it is several.
    """

    frame: NDArray[np.uint8]
    probabilities: NDArray[np.float32]
    outliers: NDArray[np.float32]
    reasons: tuple[Reason, ...]

    @property
    def decision(self) -> Decision:
        """To review exactly if there is a reason."""
        return "review" if self.reasons else "accept"

    @property
    def trust(self) -> float:
        """The probability that it is one digit, and the one read."""
        return float(self.probabilities.max() * (1.0 - self.outliers.sum()))

    def top(self, k: int) -> list[Candidate]:
        """The k most probable digits, most probable first; the smaller digit first among equals."""
        return most_probable(self.probabilities, k)


class Recognizer:
    """Reads ink with the classifier it is given."""

    def __init__(
        self,
        classifier: Classifier,
        min_probability: float = 0.0,
        *,
        careful: Classifier | None = None,
        lines: LineNetwork | None = None,
    ) -> None:
        """`min_probability`, 0 to 1, can only be stricter than the policy of the classifier's card.

        `careful` explains: of a cascade its large network alone, whose answers to frames that are almost the same can
        be compared. Without one the classifier does. `lines` is asked, too, about doubtful digits that were cut out of
        other writing; without one nobody is.
        """
        self.classifier = classifier
        self.min_probability = min_probability
        self.lines = lines
        self._careful = careful or classifier

    @property
    def version(self) -> str:
        return self.classifier.card.version

    @property
    def cards(self) -> list[Card]:
        """Of all models that have a say."""
        return [self.classifier.card, *([self.lines.card] if self.lines else [])]

    def read(self, ink: Ink) -> Reading:
        """Raises BlankInk where nothing is written."""
        (reading,) = self.read_many([ink])
        if isinstance(reading, BlankInk):
            raise reading
        return reading

    def read_many(self, inks: Sequence[Ink | FrameInk]) -> list[Reading | BlankInk]:
        """What each ink is, in their order, or why it cannot be read: none spoils another.

        The network sees all of them at once: hand in no more than fit into memory, some hundreds.
        """
        return self.judge(look_at_all(inks))

    def judge(self, sights: Sequence[Sight | BlankInk]) -> list[Reading | BlankInk]:
        """The same, once inks have been looked at."""
        seen = [sight for sight in sights if isinstance(sight, Sight)]
        readings = iter(read_sights(self.classifier, seen, self.min_probability, self.lines))
        return [next(readings) if isinstance(sight, Sight) else sight for sight in sights]

    def explain(self, ink: Ink, digit: int | None = None, against: Collection[int] = ()) -> tuple[Reading, Explanation]:
        """What an ink is, and what of it speaks for a digit rather than for those in `against`, all others if empty.

        Without a digit it is the most probable of those that are not in `against`. Takes some hundred times as long as
        to read it. Raises BlankInk where nothing is written, ValueError for a digit that is in `against`.
        """
        reading = self.read(ink)
        if digit is None:
            digit = next(one.digit for one in reading.top(10) if one.digit not in against)
        return reading, explain(self._careful, reading.frame, digit, against)

    def warm_up(self) -> None:
        """Each network once, on an empty frame, so that the first request does not pay for the session's first run."""
        for classifier in (self.classifier, self._careful):
            classifier.classify(np.zeros((1, 28, 28), np.uint8))


def read_sights(
    classifier: Classifier, sights: Sequence[Sight], min_probability: float = 0.0, lines: LineNetwork | None = None
) -> list[Reading]:
    """What the classifier makes of each, in their order. What is for review is read in its other frames, too, and
    where it was cut out of other writing, by the network for `lines`."""
    if not sights:
        return []
    readings = _readings(classifier, sights, [sight.frame for sight in sights], min_probability)
    doubtful = [index for index, reading in enumerate(readings) if reading.reasons]
    for index in doubtful:
        sight, reading = _on_other_paper(classifier, sights[index], readings[index], min_probability)
        if reading.reasons:
            reading = _ask(lines, sight, _look_again(classifier, sight, reading, min_probability))
        readings[index] = reading
    return readings


def _on_other_paper(
    classifier: Classifier, sight: Sight, first: Reading, min_probability: float
) -> tuple[Sight, Reading]:
    """The sight that is accepted, or else trusted most, among those of other papers, too."""
    others = sight.instead()
    if not others:
        return sight, first
    readings = _readings(classifier, others, [other.frame for other in others], min_probability)
    return max(
        zip((sight, *others), (first, *readings), strict=True), key=lambda one: (not one[1].reasons, one[1].trust)
    )


def _look_again(classifier: Classifier, sight: Sight, first: Reading, min_probability: float) -> Reading:
    others = sight.others()
    if not others:
        return first
    return _most_trusted(first, _readings(classifier, [sight] * len(others), others, min_probability))


def _ask(lines: LineNetwork | None, sight: Sight, reading: Reading) -> Reading:
    """The digit that both find most probable. What spoke against it stays: both may take a neighbour for it."""
    if not lines or not sight.whole:
        return reading
    second = read_one(lines, sight.whole())
    return reading if second is None else reading._replace(probabilities=agreed(reading.probabilities, second))


def _readings(
    classifier: Classifier,
    sights: Sequence[Sight],
    frames: Sequence[NDArray[np.uint8]],
    min_probability: float,
) -> list[Reading]:
    policy = classifier.card.policy
    answers = classifier.classify(np.concatenate(frames).reshape(-1, 28, 28))  # twice as fast as to stack them
    tops = answers.probabilities.max(axis=1).tolist()  # Python's own numbers are compared ten times as fast as NumPy's
    reasons = [
        reasons_to_review(rounded(top), outliers, sight, policy, min_probability=min_probability)
        for top, outliers, sight in zip(tops, answers.outliers.tolist(), sights, strict=True)
    ]
    return [Reading(*row) for row in zip(frames, answers.probabilities, answers.outliers, reasons, strict=True)]


def _most_trusted(first: Reading, others: Sequence[Reading]) -> Reading:
    """The frame and the digit of the look that is trusted most. What the first one had against it stays."""
    best = max([first, *others], key=lambda reading: reading.trust)
    doubts = np.maximum(first.outliers, best.outliers)
    return first._replace(frame=best.frame, probabilities=best.probabilities, outliers=doubts)
