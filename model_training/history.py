"""What each epoch brought: a CSV that grows by a row, read back when a run is resumed."""

import csv
import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path

from model_training.atomic import write_atomically
from model_training.errors import RunError


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch, counted from 1. Losses are label-smoothed cross-entropies, accuracies shares of images."""

    epoch: int
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    learning_rate: float
    seconds: float


def best(history: list[Epoch]) -> Epoch:
    """Most accurate on validation; among equals the one with the smallest loss there."""
    return max(history, key=lambda row: (row.val_accuracy, -row.val_loss))


def write_history(path: Path, history: list[Epoch]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in dataclasses.fields(Epoch))
    writer.writerows(dataclasses.astuple(row) for row in history)
    write_atomically(path, text.getvalue().encode())


def read_history(path: Path) -> list[Epoch]:
    """Raises RunError where the file cannot be read as a history."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
        return [Epoch(**row | {"epoch": int(row["epoch"])}) for row in rows]  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RunError(f"no history can be read at {path}: {error}") from error
