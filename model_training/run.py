"""The folder of one training: the names of what lies in it, and how that is read."""

from collections.abc import Callable
from pathlib import Path

import keras

from model_training.errors import RunError
from model_training.history import Epoch

Listener = Callable[[Epoch], None]
"""Hears of each epoch when it is saved."""


class Run:
    """The folder of one training and the names of what lies in it; `listeners` hear how it goes."""

    def __init__(self, folder: Path, *listeners: Listener) -> None:
        self.folder = folder
        self.listeners = listeners
        self.config = folder / "config.json"
        self.commit = folder / "commit.txt"
        self.sources = folder / "sources.json"
        self.history = folder / "history.csv"
        self.last = folder / "last.keras"
        self.best = folder / "best.keras"

    def read_commit(self) -> str:
        """The commit of the code that trained. Raises RunError."""
        try:
            return self.commit.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise RunError(f"no commit can be read at {self.commit}: {error.strerror}") from error

    def best_network(self) -> keras.Model:
        """Without its optimizer. Raises RunError: there is none, or it cannot be loaded."""
        if not self.best.exists():
            raise RunError(f"there are no weights in {self.folder}: train first")
        return load_network(self.best, optimizer=False)


def load_network(path: Path, *, optimizer: bool) -> keras.Model:
    """Raises RunError."""
    try:
        return keras.models.load_model(path, compile=optimizer)
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be loaded: {error}") from error
