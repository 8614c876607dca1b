"""What is looked at, how closely, and where what is found goes."""

from dataclasses import dataclass
from pathlib import Path

from backend.recognition.classifier import Classifier
from model_training.explore.cache import Cache
from model_training.explore.sizes import Sizes
from model_training.mnist import Digits
from model_training.section import Figure, Table

FOLDER = "data"
"""The folder below the report's, of the pictures."""


@dataclass(frozen=True, slots=True)
class Study:
    """Digits to learn from and, maybe none, to test by; the model that is asked, and its file; the command that asked
    for it."""

    learned: Digits
    tested: Digits
    classifier: Classifier
    model: Path
    sizes: Sizes
    cache: Cache
    report: Path
    command: str

    @property
    def asked(self) -> Digits:
        """Those that the model is asked about: if there are any, digits from which none has learned."""
        return self.tested if len(self.tested) else self.learned

    def path(self, name: str) -> Path:
        """Where a picture goes."""
        return self.report / FOLDER / name

    def figure(self, title: str, name: str, reading: str, n: int) -> Figure:
        return Figure(title, f"{FOLDER}/{name}", reading, n, self.command)

    def table(self, title: str, head: tuple[str, ...], rows: list[tuple[str, ...]], reading: str, n: int) -> Table:
        return Table(title, head, tuple(rows), reading, n, self.command)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is shown of one topic, and words on it."""

    text: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
