"""Which pixels say which digit it is: by information theory, to a random forest, and to the network."""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import mutual_info_classif
from sklearn.metrics import log_loss
from tqdm import tqdm

from backend.recognition.classifier import Classifier
from backend.recognition.saliency import explain
from model_training.mnist import Digits

Map = NDArray[np.float64]

LEVELS = 8
"""Steps of grey that information is counted in: 256 would count the noise."""

CELL = 2
"""Pixels, the side of what is shuffled at a time: one pixel alone is hardly missed, its neighbours say the same."""


def mutual_information(digits: Digits) -> Map:
    """(28, 28), bits: how much one pixel's grey level says of the digit, of at most log2(10) = 3.32."""
    grey = (digits.frames // (256 // LEVELS)).reshape(len(digits), -1)
    found = np.zeros(grey.shape[1])
    varied = np.flatnonzero(np.ptp(grey, axis=0))
    for part in tqdm(np.array_split(varied, 28), desc="mutual information", leave=False):
        if len(part):
            found[part] = mutual_info_classif(grey[:, part], digits.labels, discrete_features=True)
    return found.reshape(28, 28) / np.log(2.0)


def grow_forest(digits: Digits, trees: int, seed: int) -> RandomForestClassifier:
    forest = RandomForestClassifier(trees, n_jobs=-1, random_state=seed)
    return forest.fit(digits.frames.reshape(len(digits), -1), digits.labels)


def forest_importance(forest: RandomForestClassifier) -> Map:
    """(28, 28), the sum is 1: the mean decrease of Gini impurity by each pixel (Breiman 2001)."""
    return np.asarray(forest.feature_importances_.reshape(28, 28))


def permutation_importance(forest: RandomForestClassifier, digits: Digits, seed: int) -> Map:
    """(28, 28), nats: by how much the log loss on images that the forest never saw rises when a cell of CELL x CELL
    pixels is shuffled between them (Breiman 2001, in cells)."""
    rng, side = np.random.default_rng(seed), 28 // CELL
    usual, rises = _loss(forest, digits.frames, digits.labels), np.zeros((side, side))
    for row, column in tqdm(list(np.ndindex(side, side)), desc="permutation", leave=False):
        cell = (slice(None), slice(row * CELL, (row + 1) * CELL), slice(column * CELL, (column + 1) * CELL))
        if np.ptp(digits.frames[cell]):
            spoilt = digits.frames.copy()
            spoilt[cell] = rng.permutation(digits.frames[cell])
            rises[row, column] = _loss(forest, spoilt, digits.labels) - usual
    return np.kron(rises, np.ones((CELL, CELL)))


def _loss(forest: RandomForestClassifier, frames: NDArray[np.uint8], labels: NDArray[np.uint8]) -> float:
    probabilities = forest.predict_proba(frames.reshape(len(frames), -1))
    return float(log_loss(labels, np.clip(probabilities, 1e-3, None), labels=forest.classes_))


def of_network(classifier: Classifier, digits: Digits) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """float32 (28, 28) and (10, 28, 28), log-odds: how much what stands at a pixel, ink or paper, speaks for or against
    the digit that is there, the mean over all images; and of each digit, for it above 0 and against it below.
    """
    found = np.zeros((len(digits), 28, 28), np.float32)
    frames = tqdm(digits.frames, desc="saliency", leave=False)
    for number, (frame, label) in enumerate(zip(frames, digits.labels.tolist(), strict=True)):
        found[number] = explain(classifier, frame, label).saliency
    signed = np.zeros((10, 28, 28), np.float32)
    for digit in np.unique(digits.labels):
        signed[digit] = found[digits.labels == digit].mean(axis=0)
    return np.abs(found).mean(axis=0), signed
