"""k nearest neighbours among blurred digits: brute force over the first principal components.

The farthest of the k has no say, and the others the more the nearer they are (Dudani 1976, "The distance-weighted
k-nearest-neighbor rule", here with squared distances): no vote changes abruptly where two neighbours are as far.
"""

import numpy as np
import sklearn
import tensorflow as tf
from numpy.typing import NDArray
from onnx import ModelProto
from sklearn.neighbors import KNeighborsClassifier

from model_training.comparison.fitted import Params
from model_training.comparison.graphs import from_tensors
from model_training.comparison.projection import Projection
from model_training.graph import DIGITS
from model_training.mnist import Digits

_FLOOR = 0.01  # share of the votes that each digit has beside those given
_TINY = 1e-6


class NearestDigits:
    """`neighbours`, `components` and `blur` are its hyperparameters."""

    def __init__(self, digits: Digits, params: Params) -> None:
        self._project = Projection.fit(digits.frames, int(params["components"]), params["blur"])
        self._known, self._labels = self._project(digits.frames), digits.labels
        self._k = int(params["neighbours"])
        self._model = KNeighborsClassifier(self._k, weights=_weights, algorithm="brute")
        self._model.fit(self._known, self._labels)

    @property
    def parameters(self) -> int:
        return self._known.size + self._project.matrix.size

    @property
    def framework(self) -> str:
        return f"scikit-learn {sklearn.__version__}"

    def scores(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(np.log(self._model.predict_proba(self._project(frames)) + _FLOOR), np.float32)

    def graph(self) -> ModelProto:
        known, labels = self._known, self._labels.astype(np.int32)
        lengths = np.square(known).sum(axis=1)

        def scores(pixels: tf.Tensor) -> tf.Tensor:
            found = pixels @ self._project.matrix - self._project.offset
            squared = lengths - 2.0 * tf.matmul(found, known, transpose_b=True)  # but for the length of what is found
            nearest, at = tf.math.top_k(-squared, self._k)
            weights = (nearest - nearest[:, -1:]) / tf.maximum(nearest[:, :1] - nearest[:, -1:], _TINY)
            votes = tf.reduce_sum(tf.one_hot(tf.gather(labels, at), DIGITS) * weights[..., tf.newaxis], axis=1)
            return tf.math.log(votes / tf.maximum(tf.reduce_sum(votes, axis=1, keepdims=True), _TINY) + _FLOOR)

        return from_tensors(scores)


def _weights(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, k), the nearest first: 1 for the nearest, 0 for the farthest."""
    squared = distances**2
    gap = squared[:, -1:] - squared
    return np.asarray(gap / np.maximum(gap[:, :1], _TINY))
