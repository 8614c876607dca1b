"""When an answer is accepted: thresholds chosen on validation digits, with a bound on how many accepted are wrong.

Selection with guaranteed risk (SGR): Geifman and El-Yaniv, Selective classification for deep neural networks, 2017.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from backend.recognition.candidate import rounded
from backend.recognition.card import Policy
from backend.recognition.classifier import Answers

RISK = 0.003
"""Of the accepted answers, the share that may be wrong."""

CONFIDENCE = 0.95
LEVELS = (0.0, *np.geomspace(0.001, 0.5, 48).tolist())
"""Shares of the answers, the least confident ones, that might be left for review."""

SPARED = 0.993
"""Of the validation digits, the share that each doubt whether it is one digit must leave alone."""


def fit_policy(answers: Answers, labels: NDArray[np.uint8], data: str) -> Policy:
    """The thresholds for the answers to n real digits, uint8 (n,) labels; `data` says whose.

    Non-digits take no part: how many of them are let through is measured, not fitted.
    """
    limits = np.quantile(answers.outliers, SPARED, axis=0)
    digit_like = (answers.outliers <= limits).all(axis=1)
    confidence = np.array([rounded(one) for one in answers.probabilities.max(axis=1)])  # as the service decides
    wrong = answers.probabilities.argmax(axis=1) != labels
    least, bound = guaranteed_risk(confidence[digit_like], wrong[digit_like], RISK)
    accepted = digit_like & (confidence >= least)
    return Policy(
        min_probability=least,
        max_not_a_digit=_up(limits[0]),
        max_several_digits=_up(limits[1]),
        data=data,
        n=len(labels),
        coverage=float(accepted.mean()),
        risk=float(wrong[accepted].mean()),
        risk_bound=bound,
        confidence=CONFIDENCE,
    )


def guaranteed_risk(
    confidence: NDArray[np.floating[Any]], wrong: NDArray[np.bool_], risk: float
) -> tuple[float, float]:
    """The least confidence to accept so that with CONFIDENCE at most `risk` of the accepted are wrong, and that bound.

    (n,) each. The paper halves its way through the n confidences; but of few answers the bound is large even where
    none is wrong, and that leads its search astray. Here the failure is shared among the LEVELS, and of those that
    keep `risk` the one that accepts most is taken; where none does, the one with the lowest bound.
    """
    order = np.argsort(-confidence, kind="stable")
    errors = np.cumsum(wrong[order])
    least = [confidence[order[max(round(len(order) * (1.0 - level)), 1) - 1]] for level in LEVELS]
    counts = [int(np.count_nonzero(confidence >= limit)) for limit in least]  # with all that are as confident
    bounds = [risk_bound(int(errors[count - 1]), count, (1.0 - CONFIDENCE) / len(LEVELS)) for count in counts]
    kept = [level for level, bound in enumerate(bounds) if bound <= risk]
    chosen = kept[0] if kept else int(np.argmin(bounds))
    return float(least[chosen]), bounds[chosen]


def risk_bound(errors: int, n: int, failure: float) -> float:
    """The largest risk with which at most so many errors in n have the probability `failure` (Clopper and Pearson)."""
    return 1.0 if errors >= n else float(beta.ppf(1.0 - failure, errors + 1, n - errors))


def _up(value: float) -> float:
    """To six decimals, as the service rounds; upwards, so that the digit it was taken from is on the same side."""
    return min(math.ceil(value * 1e6) / 1e6, 1.0)
