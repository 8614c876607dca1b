"""Whether what `backend.recognition.saliency` points at matters: what becomes of the log-odds without it.

The deletion test of Samek et al. 2017 ("Evaluating the Visualization of What a Deep Neural Network Has Learned"): a
share of the ink is taken away, that which speaks most for the digit first, and a blot of ink from anywhere for
comparison. Taking ink pixel by pixel at random would be too weak an opponent: the lines stay whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.classifier import Classifier
from backend.recognition.saliency import INK, Explanation, explain, log_odds_of


@dataclass(frozen=True, slots=True)
class Deletion:
    """By how much the log-odds of the answer fall, float64 (n,), without the ink that speaks for it, and without as
    much ink in a blot around a pixel drawn by lot."""

    salient: NDArray[np.float64]
    anywhere: NDArray[np.float64]


def delete_ink(classifier: Classifier, frames: NDArray[np.uint8], share: float, rng: np.random.Generator) -> Deletion:
    """Takes a share of the ink, 0 to 1, from each of the frames, uint8 (n, 28, 28)."""
    digits = classifier.classify(frames).probabilities.argmax(axis=1)
    looked = tqdm(zip(frames, digits, strict=True), total=len(frames), desc="explained", leave=False)
    reasons = [explain(classifier, frame, int(digit)) for frame, digit in looked]
    salient = [_without(frame, _of_ink(frame, one), share) for frame, one in zip(frames, reasons, strict=True)]
    anywhere = [_without(frame, _blot(frame, rng), share) for frame in frames]
    before = np.array([one.log_odds for one in reasons])
    return Deletion(before - _odds(classifier, salient, reasons), before - _odds(classifier, anywhere, reasons))


def told(deletion: Deletion, share: float) -> str:
    """What was measured, in a line."""
    salient, anywhere = deletion.salient, deletion.anywhere
    return (
        f"without the {share:.0%} of the ink that speaks most for the answer its log-odds fall by {salient.mean():.2f} "
        f"on average, without as much in a blot anywhere by {anywhere.mean():.2f}; "
        f"by more with {(salient > anywhere).mean():.0%} of {len(salient)} digits"
    )


def _without(frame: NDArray[np.uint8], order: NDArray[np.floating[Any]], share: float) -> NDArray[np.uint8]:
    """The frame without the share of its ink that comes first: (28, 28), the larger the earlier."""
    bare = frame.flatten()
    first = np.argsort(np.where(bare, -order.flatten(), np.inf), kind="stable")
    bare[first[: np.searchsorted(bare[first].cumsum(dtype=np.int64), share * bare.sum(dtype=np.int64)) + 1]] = 0
    return bare.reshape(frame.shape)


def _of_ink(frame: NDArray[np.uint8], told: Explanation) -> NDArray[np.float32]:
    """(28, 28): how much the ink speaks for the digit; the paper comes last."""
    return np.where(frame >= INK, told.saliency, np.float32(-np.inf))


def _blot(frame: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float64]:
    """(28, 28): the larger the nearer to a pixel of the ink that is drawn by lot."""
    rows, columns = np.nonzero(frame)
    lot = rng.integers(len(rows))
    y, x = np.indices(frame.shape)
    return np.asarray(-np.hypot(y - rows[lot], x - columns[lot]))


def _odds(
    classifier: Classifier, frames: Sequence[NDArray[np.uint8]], told: Sequence[Explanation]
) -> NDArray[np.float64]:
    """(n,): the log-odds of what was explained in each of the frames."""
    probabilities = classifier.classify(np.stack(frames)).probabilities
    return np.concatenate(
        [log_odds_of(row[np.newaxis], one.digit, one.against) for row, one in zip(probabilities, told, strict=True)]
    )
