"""What a set of answers is worth, as plain numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support, top_k_accuracy_score

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
    """`low` and `high`: 95 % Wilson interval of the accuracy. `confusion[i][j]`: how many i were read as j.

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


def score(probabilities: NDArray[np.float32], labels: NDArray[np.uint8]) -> Scores:
    """float (n, 10) probabilities against uint8 (n,) labels."""
    answers = probabilities.argmax(axis=1)
    right = int((answers == labels).sum())
    interval = binomtest(right, len(labels)).proportion_ci(0.95, method="wilson")
    return Scores(
        n=len(labels),
        right=right,
        accuracy=right / len(labels),
        low=float(interval.low),
        high=float(interval.high),
        top2_accuracy=float(top_k_accuracy_score(labels, probabilities, k=2, labels=DIGITS)),
        loss=float(-np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean()),
        ece=expected_calibration_error(probabilities, labels),
        digits=_digit_scores(labels, answers),
        confusion=tuple(tuple(int(n) for n in row) for row in confusion_matrix(labels, answers, labels=DIGITS)),
    )


def _digit_scores(labels: NDArray[np.uint8], answers: NDArray[np.intp]) -> tuple[DigitScore, ...]:
    columns = precision_recall_fscore_support(labels, answers, labels=DIGITS, zero_division=0.0)
    return tuple(
        DigitScore(digit, float(precision), float(recall), float(f1), int(n))
        for digit, precision, recall, f1, n in zip(DIGITS, *columns, strict=True)
    )
