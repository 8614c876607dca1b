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

RISK = 0.0025
"""Of the accepted answers, the share that may be wrong. Wanted are 0.003 of writers that nothing was chosen by."""

CONFIDENCE = 0.95
LEVELS = (0.0, *np.geomspace(0.001, 0.5, 48).tolist())
"""Shares of the answers, the least confident ones, that might be left for review."""

SPARED = 0.9917
"""Of the validation digits, the share that each doubt whether it is one digit must leave alone: the largest with which
no more than 3 % of the letters unlike any digit are accepted (n = 885, a set that may choose a threshold)."""


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

    (n,) each. The paper halves its way through the n confidences, sharing the failure among the steps; but of few
    answers the bound is large even where none is wrong, and that leads its search astray. Here the LEVELS at which one
    wrong answer is no failure yet are tested from the strictest on, until one fails: each may then fail with the whole
    probability (fixed sequence testing; Angelopoulos et al., Learn then test, 2021). Where the first fails its bound is
    above `risk`; where there are too few answers to test any, it is the level with the lowest bound.
    """
    order = np.argsort(-confidence, kind="stable")
    errors = np.cumsum(wrong[order])
    failure = 1.0 - CONFIDENCE
    kept, lowest = None, (0.0, 2.0)
    for level in reversed(LEVELS):
        least = float(confidence[order[max(round(len(order) * (1.0 - level)), 1) - 1]])
        count = int(np.count_nonzero(confidence >= least))  # with all that are as confident
        bound = risk_bound(int(errors[count - 1]), count, failure)
        lowest = min(lowest, (least, bound), key=lambda one: one[1])
        if risk_bound(1, count, failure) > risk:
            continue
        if bound > risk:
            return kept or (least, bound)
        kept = least, bound
    return kept or lowest


def risk_bound(errors: int, n: int, failure: float) -> float:
    """The largest risk with which at most so many errors in n have the probability `failure` (Clopper and Pearson)."""
    return 1.0 if errors >= n else float(beta.ppf(1.0 - failure, errors + 1, n - errors))


def _up(value: float) -> float:
    """To six decimals, as the service rounds; upwards, so that the digit it was taken from is on the same side."""
    return min(math.ceil(value * 1e6) / 1e6, 1.0)
