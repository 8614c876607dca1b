"""What a set of answers is worth, as plain numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support, roc_auc_score

from model_training.answers import answers
from model_training.calibration import expected_calibration_error

DIGITS = list(range(10))


@dataclass(frozen=True, slots=True)
class DigitScore:
    """One digit against the rest: of what was called so, how much was; of what was so, how much was called so."""

    digit: int
    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """`low` and `high`: 95 % Wilson interval of the accuracy. `confusion[i][j]`: how many i were read as j; what
    was not found to be written counts in `n` alone.

    `loss` is the mean negative log-likelihood, `ece` the expected calibration error over 15 bins.
    """

    n: int
    right: int
    accuracy: float
    low: float
    high: float
    top2_accuracy: float
    loss: float
    ece: float
    digits: tuple[DigitScore, ...]
    confusion: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`coverage`: share accepted of n, with its 95 % Wilson interval; `risk`: share wrong of those, 0 of none."""

    n: int
    accepted: int
    coverage: float
    low: float
    high: float
    wrong: int
    risk: float


def score(probabilities: NDArray[np.float32], labels: NDArray[np.uint8], *, answers_per_ink: int = 1) -> Scores:
    """float (n, 10) probabilities against uint8 (n,) labels.

    Several answers to the same ink, each time spoilt otherwise, are no new evidence of how ink is read: the interval
    is as wide as if each ink had been answered once.
    """
    read_as = answers(probabilities)
    right = int((read_as == labels).sum())
    low, high = interval(round(right / answers_per_ink), len(labels) // answers_per_ink)
    of_label = probabilities[np.arange(len(labels)), labels]
    return Scores(
        n=len(labels),
        right=right,
        accuracy=right / len(labels),
        low=low,
        high=high,
        top2_accuracy=float((of_label >= np.maximum(np.sort(probabilities, axis=1)[:, -2], 1e-12)).mean()),
        loss=float(-np.log(np.maximum(of_label, 1e-12)).mean()),
        ece=expected_calibration_error(probabilities, labels),
        digits=_digit_scores(labels, read_as),
        confusion=tuple(tuple(int(n) for n in row) for row in confusion_matrix(labels, read_as, labels=DIGITS)),
    )


def acceptance(accepted: NDArray[np.bool_], wrong: NDArray[np.bool_]) -> Acceptance:
    """Of (n,) inks, which were accepted and which were read wrongly."""
    n, count, mistakes = len(accepted), int(accepted.sum()), int((accepted & wrong).sum())
    return Acceptance(n, count, count / n, *interval(count, n), mistakes, mistakes / max(count, 1))


def risk_by_coverage(
    trust: NDArray[np.float32], wrong: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of inks accepted, and share wrong of those, when the most trusted are accepted first: (n,) each.

    The risk-coverage curve of El-Yaniv & Wiener 2010.
    """
    order = np.argsort(-trust, kind="stable")
    counts = np.arange(1, len(order) + 1)
    return counts / len(order), np.cumsum(wrong[order]) / counts


def auroc(digits: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """How probably a digit is trusted more than what is none, ties half: (n,) and (m,) values of trust."""
    is_digit = np.concatenate([np.ones(len(digits)), np.zeros(len(others))])
    return float(roc_auc_score(is_digit, np.concatenate([digits, others])))


def interval(count: int, n: int) -> tuple[float, float]:
    """95 % Wilson interval of a share."""
    found = binomtest(count, n).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)


def _digit_scores(labels: NDArray[np.uint8], answers: NDArray[np.intp]) -> tuple[DigitScore, ...]:
    columns = precision_recall_fscore_support(labels, answers, labels=DIGITS, zero_division=0.0)
    return tuple(
        DigitScore(digit, float(precision), float(recall), float(f1), int(n))
        for digit, precision, recall, f1, n in zip(DIGITS, *columns, strict=True)
    )
