from pathlib import Path

import pytest
import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from model_training.errors import RunError
from model_training.history import Epoch
from model_training.run import Run
from model_training.tensorboard import tensorboard


def test_each_epoch_is_logged_for_training_and_validation(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", tensorboard(tmp_path / "logs"))
    for number in (1, 2):
        run.listeners[0](Epoch(number, 2.0 / number, 0.5, 1.0 / number, 0.25 * number, 0.001, 1.0))
    events = {part: EventAccumulator(str(tmp_path / "logs" / part)).Reload() for part in ("training", "validation")}
    assert set(events["training"].Tags()["tensors"]) == {"loss", "accuracy", "learning rate"}
    assert set(events["validation"].Tags()["tensors"]) == {"loss", "accuracy"}
    accuracies = events["validation"].Tensors("accuracy")
    assert [event.step for event in accuracies] == [1, 2]
    assert [float(tf.make_ndarray(event.tensor_proto)) for event in accuracies] == [0.25, 0.5]


def test_logs_that_cannot_be_written_are_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    with pytest.raises(RunError, match="logs cannot be written"):
        tensorboard(tmp_path / "logs")
