"""A support vector machine with a Gaussian kernel: one machine for each pair of digits, on principal components.

With shifts: each pair learns once more from its own support vectors alone, as they are and moved by a pixel four ways
("Virtual SV": Schölkopf, Burges and Vapnik 1996, Incorporating invariances in support vector learning machines).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import sklearn
import tensorflow as tf
from numpy.typing import NDArray
from onnx import ModelProto
from scipy.special import log_expit
from sklearn.svm import SVC
from tqdm import tqdm

from model_training.comparison.digits import WAYS, shifted
from model_training.comparison.fitted import Params
from model_training.comparison.graphs import from_tensors
from model_training.comparison.projection import Projection
from model_training.graph import DIGITS
from model_training.mnist import Digits

PAIRS = list(combinations(range(DIGITS), 2))
_CACHE = 300  # MiB of kernel values a machine
_STEEP = 2.0  # what a margin of 1 is worth, in log-odds; the temperature that is fitted later corrects all at once

_Rows = NDArray[np.intp]


class SupportVectors:
    """`components` and `blur` of the projection, `c` and `gamma` of the machines."""

    def __init__(self, digits: Digits, params: Params, *, virtual: bool = False) -> None:
        self._project = Projection.fit(digits.frames, int(params["components"]), params["blur"])
        self._params = params
        every = [np.flatnonzero(np.isin(digits.labels, pair)) for pair in PAIRS]
        self._learn(self._project(digits.frames), digits.labels, every)
        if virtual:
            moved = [(rows + len(digits) * np.arange(WAYS)[:, np.newaxis]).ravel() for rows in self._rows]
            all_ways = shifted(digits)
            self._learn(self._project(all_ways.frames), all_ways.labels, moved)

    @property
    def parameters(self) -> int:
        return int(self._vectors.size + np.count_nonzero(self._weights) + self._project.matrix.size)

    @property
    def framework(self) -> str:
        return f"scikit-learn {sklearn.__version__}"

    def scores(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        found = self._project(frames)
        margins = np.stack([machine.decision_function(found) for machine in self._machines], axis=1)
        one, other = log_expit(-_STEEP * margins), log_expit(_STEEP * margins)
        return np.asarray(one @ _WON_BY_ONE + other @ _WON_BY_OTHER, np.float32)

    def graph(self) -> ModelProto:
        vectors, gamma = self._vectors, self._params["gamma"]
        lengths, weights = np.square(vectors).sum(axis=1), self._weights.astype(np.float32)
        biases = np.array([machine.intercept_[0] for machine in self._machines], np.float32)

        def scores(pixels: tf.Tensor) -> tf.Tensor:
            found = pixels @ self._project.matrix - self._project.offset
            products = tf.matmul(found, vectors, transpose_b=True)
            squared = lengths - 2.0 * products + tf.reduce_sum(found * found, axis=1, keepdims=True)
            margins = _STEEP * (tf.exp(-gamma * squared) @ weights + biases)
            return -(tf.nn.softplus(margins) @ _WON_BY_ONE + tf.nn.softplus(-margins) @ _WON_BY_OTHER)

        return from_tensors(scores)

    def _learn(self, features: NDArray[np.float32], labels: NDArray[np.uint8], rows: Sequence[_Rows]) -> None:
        """A machine for each pair, from its rows; of the features those are kept that support any."""
        with ThreadPoolExecutor(2) as pool:  # libsvm works without Python's lock
            fits = pool.map(lambda chosen: _machine(features[chosen], labels[chosen], self._params), rows)
            self._machines: list[SVC] = list(tqdm(fits, total=len(rows), desc="pairs of digits", leave=False))
        self._rows = [chosen[one.support_] for chosen, one in zip(rows, self._machines, strict=True)]
        kept = np.unique(np.concatenate(self._rows))
        self._vectors = features[kept]
        self._weights = np.zeros((len(kept), len(PAIRS)))
        for pair, (chosen, one) in enumerate(zip(self._rows, self._machines, strict=True)):
            self._weights[np.searchsorted(kept, chosen), pair] = one.dual_coef_[0]


def _machine(features: NDArray[np.float32], labels: NDArray[np.uint8], params: Params) -> SVC:
    return SVC(C=params["c"], gamma=params["gamma"], cache_size=_CACHE).fit(features, labels)


def _wins(place: int) -> NDArray[np.float32]:
    """float32 (pairs, 10): 1 where the digit stands at this place of the pair."""
    return np.eye(DIGITS, dtype=np.float32)[[pair[place] for pair in PAIRS]]


_WON_BY_ONE, _WON_BY_OTHER = _wins(0), _wins(1)
