"""A service without a model: what the API does around one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from backend.app import create_app
from backend.recognition.classifier import Answers, Classifier
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.recognition.artifacts import CARD

PROBABILITIES = (0.0, 0.25, 0.0625, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.1875)
"""Seven, one, nine, two; exact in binary."""


class FakeClassifier:
    """Answers the same for every frame. `outliers`: the probabilities of no digit and of several."""

    def __init__(self, outliers: tuple[float, float] = (0.0, 0.0)) -> None:
        self.card = CARD
        self.outliers = outliers

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        rows = [np.array([row] * len(frames), np.float32) for row in (PROBABILITIES, self.outliers)]
        return Answers(*rows)


class BrokenClassifier(FakeClassifier):
    """Fails."""

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        raise RuntimeError("a secret of the house")


class ThreadCounter(FakeClassifier):
    """Notes in which threads it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        self.threads.append(threading.get_ident())
        return super().classify(frames)


@contextmanager
def service(settings: Settings | None = None, classifier: Classifier | None = None) -> Iterator[TestClient]:
    """A started service of its own: the API alone, unless the settings say otherwise."""
    recognizer = Recognizer(classifier or FakeClassifier())
    with TestClient(create_app(settings or Settings(frontend_dir=None), recognizer)) as client:
        yield client
