"""Which pixels say which digit it is: by information theory, to a random forest, and to the network."""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import mutual_info_classif
from tqdm import tqdm

from backend.recognition.classifier import Classifier
from backend.recognition.saliency import explain
from model_training.explore.cache import Arrays
from model_training.mnist import Digits

Frames = NDArray[np.uint8]
Labels = NDArray[np.uint8]

LEVELS = 8
"""Steps of grey that information is counted in: 256 would count the noise."""

CELL = 2
"""Pixels, the side of what is shuffled at a time: one pixel alone is hardly missed, its neighbours say the same."""


def mutual_information(frames: Frames, labels: Labels) -> Arrays:
    """(28, 28), bits: how much one pixel's grey level says of the digit, of at most log2(10) = 3.32."""
    grey = (frames // (256 // LEVELS)).reshape(len(frames), -1)
    found = np.zeros(grey.shape[1])
    varied = np.flatnonzero(np.ptp(grey, axis=0))
    for part in tqdm(np.array_split(varied, 28), desc="mutual information", leave=False):
        if len(part):
            found[part] = mutual_info_classif(grey[:, part], labels, discrete_features=True)
    return (found.reshape(28, 28) / np.log(2.0),)


def to_forest(frames: Frames, labels: Labels, tried: int, trees: int, seed: int) -> Arrays:
    """Of a random forest (Breiman 2001), all images but the first `tried` learned.

    (28, 28), the sum is 1: the mean decrease of Gini impurity by each pixel. (28, 28), nats: `spoiling`, of the first.
    """
    forest = RandomForestClassifier(trees, n_jobs=-1, random_state=seed)
    forest.fit(frames[tried:].reshape(len(frames) - tried, -1), labels[tried:])
    forest.set_params(n_jobs=1)  # asked hundreds of times about few images: threads would take longer to start
    impurity = np.asarray(forest.feature_importances_.reshape(28, 28))
    return impurity, spoiling(forest, Digits(frames[:tried], labels[:tried]), seed)


def spoiling(forest: RandomForestClassifier, digits: Digits, seed: int) -> NDArray[np.float64]:
    """(28, 28), nats: by how much the log loss rises when a cell of CELL x CELL pixels is shuffled between images."""
    rng, side = np.random.default_rng(seed), 28 // CELL
    usual, rises = _loss(forest, digits.frames, digits.labels), np.zeros((side, side))
    for row, column in tqdm(list(np.ndindex(side, side)), desc="permutation", leave=False):
        cell = (slice(None), slice(row * CELL, (row + 1) * CELL), slice(column * CELL, (column + 1) * CELL))
        if np.ptp(digits.frames[cell]):
            spoilt = digits.frames.copy()
            spoilt[cell] = rng.permutation(digits.frames[cell])
            rises[row, column] = _loss(forest, spoilt, digits.labels) - usual
    return rises.repeat(CELL, axis=0).repeat(CELL, axis=1)


def _loss(forest: RandomForestClassifier, frames: Frames, labels: Labels) -> float:
    """Nats, the mean; what no tree votes for counts as a tenth of a vote."""
    probabilities = np.zeros((len(frames), 10))  # also of a digit that the forest never saw
    probabilities[:, forest.classes_] = forest.predict_proba(frames.reshape(len(frames), -1))
    right = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(right, 0.1 / len(forest.estimators_))).mean())


def to_network(classifier: Classifier, frames: Frames, labels: Labels) -> Arrays:
    """float32 (28, 28) and (10, 28, 28), log-odds: how much what stands at a pixel, ink or paper, speaks for or against
    the digit that is there, the mean over all images; and of each digit, for it above 0 and against it below.
    """
    found = np.zeros((len(frames), 28, 28), np.float32)
    for number, label in enumerate(tqdm(labels.tolist(), desc="saliency", leave=False)):
        found[number] = explain(classifier, frames[number], label).saliency
    signed = np.zeros((10, 28, 28), np.float32)
    for digit in np.unique(labels):
        signed[digit] = found[labels == digit].mean(axis=0)
    return np.abs(found).mean(axis=0), signed
