"""One digit against the rest: how precision is bought with recall, and a threshold for the precision that is wanted."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import precision_recall_curve, roc_auc_score

from model_training.chapters import TEXTBOOK
from model_training.comparison.digits import Split, flat
from model_training.errors import LaboratoryError
from model_training.section import Figure, Table
from model_training.textbook.part import PICTURES, Part, share
from model_training.textbook.plots import plot_binary


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which digit is told from the rest, and which share of what is called so must be so."""

    digit: int = 5
    precision: float = 0.9

    @property
    def command(self) -> str:
        """What shows it: its flags, where they are not the default ones."""
        digit = f" --digit {self.digit}" if self.digit != Wanted().digit else ""
        return TEXTBOOK.command + digit + (f" --precision {self.precision:g}" if self.precision != 0.9 else "")


def binary(split: Split, report: Path, wanted: Wanted) -> Part:
    """A linear machine learns the digit; the threshold is chosen on validation, what it is worth measured on the test.

    Raises LaboratoryError where no threshold reaches the precision.
    """
    model = SGDClassifier(average=True, random_state=20)
    model.fit(flat(split.learned.frames), split.learned.labels == wanted.digit)
    scores, truth = model.decision_function(flat(split.validation.frames)), split.validation.labels == wanted.digit
    threshold = threshold_for(scores, truth, wanted.precision)
    found, so = model.decision_function(flat(split.test.frames)), split.test.labels == wanted.digit
    plot_binary(found, so, threshold, report / PICTURES / "binary.svg")
    return Part(
        _TEXT.format(wanted.digit, wanted.precision), _figure(wanted, len(so)), _table(found, so, threshold, wanted)
    )


def threshold_for(scores: NDArray[np.float64], truth: NDArray[np.bool_], precision: float) -> float:
    """The score to reach so that this share of what is called so is so, of as many as possible: (n,) each."""
    precisions, _, thresholds = precision_recall_curve(truth, scores)
    enough = np.flatnonzero(precisions[:-1] >= precision)
    if not len(enough):
        raise LaboratoryError(f"no threshold has a precision of {precision:g}; the best {precisions[:-1].max():.3f}")
    return float(thresholds[enough[0]])  # they rise, and recall falls


_TEXT = (
    "One digit against the rest: a linear machine (SGD, hinge loss) gives each picture a score, and the threshold "
    "decides what is called a {}. It was chosen on 5,000 validation digits, as the lowest with a precision of {:.0%}; "
    "on the test digits the precision is another, as its interval says."
)


def _figure(wanted: Wanted, n: int) -> Figure:
    reading = (
        "Left: a higher threshold buys precision with recall; middle: what each costs of the other; right: how many "
        "of the others are called so for how many of the digit that are found. The dot is the chosen threshold."
    )
    return Figure(f"A {wanted.digit} or not", f"{PICTURES}/binary.svg", reading, n, wanted.command)


def _table(scores: NDArray[np.float64], truth: NDArray[np.bool_], threshold: float, wanted: Wanted) -> Table:
    rows = []
    for name, limit in (("0", 0.0), (f"{threshold:.3f}, chosen on validation", threshold)):
        called = scores >= limit
        right = int((called & truth).sum())
        rows.append((name, share(right, int(called.sum())), share(right, int(truth.sum()))))
    return Table(
        title="One digit against the rest",
        head=("threshold", "precision (95 % interval)", "recall (95 % interval)"),
        rows=tuple(rows),
        reading=f"Area under the ROC curve: {roc_auc_score(truth, scores):.4f}.",
        n=len(truth),
        command=wanted.command,
    )
