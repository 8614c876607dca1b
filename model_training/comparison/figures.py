"""What a file is worth on the test digits, read as the service loads it."""

import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

from backend.recognition.classifier import Answers, load_classifier
from model_training.chunks import chunks
from model_training.comparison.artifact import BATCH
from model_training.comparison.cache import Figures
from model_training.metrics import score
from model_training.mnist import Digits


def figures(model: Path, test: Digits) -> Figures:
    """Raises ArtifactError: there is no such file, or its card does not belong to it."""
    classifier = load_classifier(model)
    batches = tqdm(chunks(test.frames, BATCH), desc="test", leave=False)
    started = time.process_time()
    found = Answers.join([classifier.classify(batch) for batch in batches])
    spent = time.process_time() - started
    scores = score(found.probabilities, test.labels)
    precision, recall, f1 = (
        float(np.mean([getattr(digit, name) for digit in scores.digits])) for name in ("precision", "recall", "f1")
    )
    return Figures(
        sha256=classifier.card.sha256,
        n=scores.n,
        accuracy=scores.accuracy,
        low=scores.low,
        high=scores.high,
        precision=precision,
        recall=recall,
        f1=f1,
        loss=scores.loss,
        ece=scores.ece,
        milliseconds=round(1000 * spent / scores.n, 4),
        size_bytes=classifier.card.size_bytes,
    )
