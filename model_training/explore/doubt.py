"""Labels to doubt: confident learning (C. Northcutt, L. Jiang, I. Chuang 2021, doi:10.1613/jair.1.12125)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Classifier
from model_training.explore.cache import Arrays
from model_training.readings import read

Probabilities = NDArray[np.float32]
Places = NDArray[np.intp]

NOBODY = 50.0
"""Grey levels: as far away as a neighbour that could be any digit, who always votes, too. So nearer ones say more, also
where all agree. Chosen among 10 to 333 by labels made wrong in the training set."""


def by_neighbours(
    indices: NDArray[np.int32], distances: NDArray[np.float32], labels: NDArray[np.uint8]
) -> Probabilities:
    """float32 (m, 10): each digit's share among the neighbours' labels, (n,), the nearer the weightier.

    Indices and distances are (m, k), as `nearest_among` gives them. No image is its own neighbour, so that these are
    probabilities out of sample, by leaving one out.
    """
    weights = 1.0 / np.maximum(distances, 1.0)
    votes = np.full((len(indices), 10), 0.1 / NOBODY, np.float32)
    for place in range(indices.shape[1]):
        votes[np.arange(len(indices)), labels[indices[:, place]]] += weights[:, place]
    return np.asarray(votes / votes.sum(axis=1, keepdims=True))


def by_network(classifier: Classifier, frames: NDArray[np.uint8]) -> Arrays:
    """float32 (n, 10) of uint8 (n, 28, 28), from which the classifier must not have learned."""
    return (read(frames, classifier, "network").probabilities,)


def doubtful(probabilities: Probabilities, labels: NDArray[np.uint8]) -> Places:
    """Of (n, 10) out of sample, and (n,), the images that confidently count as another digit than their label says,
    the most doubtful first.

    An image counts confidently as a digit if that is at least as probable as it is, in the mean, for the images that
    are labelled so; as the most probable one if there are several. That is the paper's confident joint off its
    diagonal; first come those whose label is least probable beside the most probable other digit.
    """
    own = probabilities[np.arange(len(labels)), labels]
    usual = np.array([own[labels == digit].mean() if (labels == digit).any() else np.inf for digit in range(10)])
    confident = np.where(probabilities >= usual, probabilities, -1.0)
    return _worst_first((confident.max(axis=1) >= 0) & (confident.argmax(axis=1) != labels), probabilities, labels)


def read_otherwise(probabilities: Probabilities, labels: NDArray[np.uint8]) -> Places:
    """The same in short: the images whose most probable digit is not their label, however probable it is."""
    return _worst_first(probabilities.argmax(axis=1) != labels, probabilities, labels)


def _worst_first(
    chosen: NDArray[np.bool_], probabilities: Probabilities, labels: NDArray[np.uint8]
) -> NDArray[np.intp]:
    suspects = np.flatnonzero(chosen)
    margin = probabilities[suspects, labels[suspects]] - probabilities[suspects].max(axis=1)
    return suspects[np.argsort(margin, kind="stable")]


def mislabel(labels: NDArray[np.uint8], share: float, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """The labels with a share of them made wrong, to any other digit, and which those are."""
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.permutation(len(labels))[: round(share * len(labels))])
    wrong = labels.copy()
    wrong[chosen] = (wrong[chosen] + rng.integers(1, 10, len(chosen))) % 10
    return wrong, chosen


@dataclass(frozen=True, slots=True)
class Found:
    """Of `suspects` so many are among the `wrong` that are to be found."""

    suspects: int
    wrong: int
    found: int

    @property
    def recall(self) -> float:
        """NaN where none is to be found."""
        return self.found / self.wrong if self.wrong else float("nan")

    @property
    def precision(self) -> float:
        """NaN where there is no suspect."""
        return self.found / self.suspects if self.suspects else float("nan")


def score(suspects: NDArray[np.intp], wrong: NDArray[np.intp]) -> Found:
    return Found(len(suspects), len(wrong), len(np.intersect1d(suspects, wrong)))
