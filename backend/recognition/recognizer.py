"""The whole pipeline, named in one place: ink -> normalize -> classify -> decide -> reading."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.candidate import Candidate, most_probable, rounded
from backend.recognition.classifier import Classifier
from backend.recognition.decision import Decision, Reason, reasons_to_review
from backend.recognition.ink import Ink
from backend.recognition.normalize import look


@dataclass(frozen=True, slots=True)
class Reading:
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

    def top(self, k: int) -> list[Candidate]:
        """The k most probable digits, most probable first; the smaller digit first among equals."""
        return most_probable(self.probabilities, k)


class Recognizer:
    """Reads ink with the classifier it is given."""

    def __init__(self, classifier: Classifier, min_probability: float = 0.0) -> None:
        """`min_probability`, 0 to 1, can only be stricter than the policy of the classifier's card."""
        self.classifier = classifier
        self.min_probability = min_probability

    @property
    def version(self) -> str:
        return self.classifier.card.version

    def read(self, ink: Ink) -> Reading:
        """Raises BlankInk where nothing is written."""
        sight = look(ink)
        answers = self.classifier.classify(sight.frame[np.newaxis])
        probabilities, outliers = answers.probabilities[0], answers.outliers[0]
        policy, top = self.classifier.card.policy, rounded(probabilities.max())
        reasons = reasons_to_review(top, outliers, sight, policy, min_probability=self.min_probability)
        return Reading(sight.frame, probabilities, outliers, reasons)

    def warm_up(self) -> None:
        """One inference on an empty frame, so that the first request does not pay for the session's first run."""
        self.classifier.classify(np.zeros((1, 28, 28), np.uint8))
