"""A service without a model: what the API does around one."""

import asyncio
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager

import numpy as np
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from backend.app import create_app
from backend.recognition.candidate import Candidate
from backend.recognition.classifier import Answers, Classifier
from backend.recognition.constraints import ANY_NUMBER, Constraints
from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink, StrokeInk
from backend.recognition.line import Box, DigitInLine, Line
from backend.recognition.line_network import BLANK, SYMBOLS
from backend.recognition.reader import NumberReader
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.recognition.artifacts import CARD, LINE_CARD

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


class FakeNetwork:
    """Sees nothing but blanks."""

    def __init__(self) -> None:
        self.card = LINE_CARD

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        blank = np.where(np.arange(SYMBOLS) == BLANK, 0.0, -20.0).astype(np.float32)
        return np.tile(blank, (len(strips), strips.shape[2] // 2, 1))


class FakeReader(NumberReader):
    """Answers two lines for any ink: of its first stroke, and of all of them. Notes what it was asked, and where."""

    def __init__(self) -> None:
        super().__init__(FakeClassifier(), FakeNetwork())
        self.asked: list[tuple[Ink, Constraints]] = []
        self.threads: list[int] = []

    def read(self, ink: Ink, constraints: Constraints = ANY_NUMBER) -> tuple[Line, ...]:
        self.asked.append((ink, constraints))
        self.threads.append(threading.get_ident())
        strokes = tuple(range(len(ink.strokes))) if isinstance(ink, StrokeInk) else ()
        if not (strokes if isinstance(ink, StrokeInk) else np.ptp(ink.grey)):
            raise BlankInk("Nothing is written.")
        return _line(strokes[:1]), _line(strokes, (Reason.LOW_CONFIDENCE, Reason.CONSTRAINT_UNSATISFIED))


class BrokenReader(FakeReader):
    """Fails."""

    def read(self, ink: Ink, constraints: Constraints = ANY_NUMBER) -> tuple[Line, ...]:
        raise RuntimeError("a secret of the house")


def finish(handled: Awaitable[None]) -> None:
    """Runs what an ASGI application is asked to its end."""

    async def wait() -> None:
        await handled

    asyncio.run(wait())


def _line(strokes: tuple[int, ...], reasons: tuple[Reason, ...] = ()) -> Line:
    """A seven that may be a one."""
    box, candidates = Box(1.5, 2.0, 3.0, 4.0), (Candidate(7, 0.75), Candidate(1, 0.25))
    return Line("7", 0.5, reasons, box, (DigitInLine(7, 0.75, candidates, box, strokes),))


@contextmanager
def service(
    settings: Settings | None = None, classifier: Classifier | None = None, reader: NumberReader | None = None
) -> Iterator[TestClient]:
    """A started service of its own: the API alone, unless the settings say otherwise."""
    recognizer = Recognizer(classifier or FakeClassifier())
    app = create_app(settings or Settings(frontend_dir=None), recognizer, reader or FakeReader())
    with TestClient(app) as client:
        yield client
