"""What the service is worth on each set of a suite."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Classifier
from backend.recognition.line_network import LineNetwork
from model_training.answers import answers
from model_training.metrics import Acceptance, Scores, acceptance, auroc, score
from model_training.readings import Readings, read
from model_training.suite import CORRUPTED, PICTURES, InkSet, Suite


@dataclass(frozen=True, slots=True)
class MeasuredDigits:
    """A set of digits as it was read, and (n,) where wrongly."""

    inks: InkSet
    readings: Readings
    wrong: NDArray[np.bool_]
    scores: Scores
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class MeasuredOthers:
    """A set of what is no digit as it was read: what is accepted of it is accepted wrongly.

    `auroc`: how well `Readings.trust` parts it from MNIST's test images as pictures.
    """

    inks: InkSet
    readings: Readings
    acceptance: Acceptance
    auroc: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The suite as it was read, in its order; the digits of all corruptions also as one set, after MNIST's own."""

    digits: tuple[MeasuredDigits, ...]
    corrupted: tuple[MeasuredDigits, ...]
    others: tuple[MeasuredOthers, ...]
    skipped: tuple[str, ...]


def measure(suite: Suite, classifier: Classifier, lines: LineNetwork) -> Measured:
    """Reads all sets through `backend.recognition`."""

    def readings(inks: InkSet) -> Readings:
        return read(inks.inks, classifier, inks.name, lines)

    digits = {inks.name: _scored(inks, readings(inks)) for inks in suite.digits}
    corrupted = tuple(_scored(inks, readings(inks)) for inks in suite.corrupted)
    reference = digits[PICTURES].readings.trust
    others = tuple(_others(inks, readings(inks), reference) for inks in suite.others)
    rows = list(digits.values())
    if corrupted:
        rows.insert(rows.index(digits[PICTURES]) + 1, _pool(corrupted))
    return Measured(tuple(rows), corrupted, others, suite.skipped)


def _scored(inks: InkSet, readings: Readings, *, answers_per_ink: int = 1) -> MeasuredDigits:
    scores = score(readings.probabilities, inks.labels, answers_per_ink=answers_per_ink)
    wrong = answers(readings.probabilities) != inks.labels
    return MeasuredDigits(inks, readings, wrong, scores, acceptance(readings.accepted, wrong))


def _pool(parts: Sequence[MeasuredDigits]) -> MeasuredDigits:
    """The same digits under all corruptions as one set: accuracy and coverage are the means over the corruptions."""
    readings = Readings.join([part.readings for part in parts])
    labels = np.concatenate([part.inks.labels for part in parts])
    inks = InkSet(CORRUPTED, "test", readings.frames, labels, parts[0].inks.credit)
    return _scored(inks, readings, answers_per_ink=len(parts))


def _others(inks: InkSet, readings: Readings, reference: NDArray[np.float32]) -> MeasuredOthers:
    accepted = acceptance(readings.accepted, np.ones(len(readings.accepted), np.bool_))
    return MeasuredOthers(inks, readings, accepted, auroc(reference, readings.trust))
