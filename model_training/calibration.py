"""Making probabilities mean what they say: temperature scaling (Guo et al. 2017), and how far off they are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from model_training.answers import answers


def fit_temperature(logits: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """The divisor of float (n, 10) logits that gives uint8 (n,) labels the smallest negative log-likelihood."""
    rows = np.arange(len(labels))

    def loss(temperature: float) -> float:
        scaled = log_softmax(logits / temperature, axis=1)
        return -float(scaled[rows, labels].mean())

    return least_loss(loss)


def least_loss(loss: Callable[[float], float]) -> float:
    """The temperature, from e^-3 to e^3, at which the loss is smallest."""
    found = minimize_scalar(
        lambda log_temperature: loss(float(np.exp(log_temperature))),
        bounds=(-3.0, 3.0),
        method="bounded",
        options={"xatol": 1e-4},
    )
    return float(np.exp(found.x))


@dataclass(frozen=True, slots=True)
class Reliability:
    """Answers by their confidence, in the bins that hold any: (bins,) how many, their mean confidence, share right."""

    counts: NDArray[np.intp]
    confidence: NDArray[np.float64]
    right: NDArray[np.float64]


def reliability(probabilities: NDArray[np.float32], labels: NDArray[np.uint8], bins: int = 15) -> Reliability:
    """float (n, 10) probabilities against uint8 (n,) labels, in equally wide bins of confidence."""
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = answers(probabilities) == labels
    bin_of = np.minimum((confidence * bins).astype(np.intp), bins - 1)
    counts = np.bincount(bin_of, minlength=bins)
    filled = np.flatnonzero(counts)
    means = (np.bincount(bin_of, values, bins)[filled] / counts[filled] for values in (confidence, right))
    return Reliability(counts[filled], *means)


def expected_calibration_error(probabilities: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:
    """Mean gap between confidence and share right over the bins of `reliability`, weighted by what they hold."""
    found = reliability(probabilities, labels)
    return float(np.abs(found.confidence - found.right) @ found.counts / len(labels))
