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


_FIELDS = [field.name for field in dataclasses.fields(Epoch)]


def best(history: list[Epoch]) -> Epoch:
    """Most accurate on validation; among equals the one with the smallest loss there."""
    return max(history, key=lambda row: (row.val_accuracy, -row.val_loss))


def write_history(path: Path, history: list[Epoch]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_FIELDS)
    writer.writerows(dataclasses.astuple(row) for row in history)
    write_atomically(path, text.getvalue().encode())


def read_history(path: Path) -> list[Epoch]:
    """Raises RunError where the file cannot be read as a history."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if rows.fieldnames != _FIELDS:
                raise ValueError(f"its columns are {rows.fieldnames}")
            return [_epoch({name: float(value) for name, value in row.items()}) for row in rows]
    except (OSError, ValueError, TypeError, csv.Error) as error:
        raise RunError(f"no history can be read at {path}: {error}") from error


def _epoch(row: dict[str, float]) -> Epoch:
    return Epoch(epoch=int(row.pop("epoch")), **row)
