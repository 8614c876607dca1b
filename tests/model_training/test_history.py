from pathlib import Path

import pytest

from model_training.errors import RunError
from model_training.history import Epoch, best, read_history, write_history


def epoch(number: int, val_accuracy: float, val_loss: float = 0.1) -> Epoch:
    return Epoch(number, 0.2, 0.98, val_loss, val_accuracy, 1e-3, 12.5)


def test_a_history_comes_back(tmp_path: Path) -> None:
    history = [epoch(1, 0.9), epoch(2, 0.95)]
    write_history(tmp_path / "history.csv", history)
    assert read_history(tmp_path / "history.csv") == history


def test_the_most_accurate_epoch_is_best_and_loss_decides_among_equals() -> None:
    history = [epoch(1, 0.9), epoch(2, 0.95, 0.3), epoch(3, 0.95, 0.2), epoch(4, 0.94, 0.1)]
    assert best(history).epoch == 3


@pytest.mark.parametrize("text", ["epoch,loss\n1,2\n", "\0", "epoch,loss,accuracy,val_loss,val_accuracy\n1,x,1,1,1\n"])
def test_what_is_no_history_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "history.csv").write_text(text)
    with pytest.raises(RunError, match="no history can be read"):
        read_history(tmp_path / "history.csv")
