"""TensorBoard: the figures of each epoch as event files, for `tensorboard --logdir`."""

from pathlib import Path

import tensorflow as tf

from model_training.errors import RunError
from model_training.history import Epoch
from model_training.run import Listener


def tensorboard(folder: Path) -> Listener:
    """A listener that writes loss and accuracy below `folder`, those of training and of validation side by side.

    Raises RunError where that cannot be.
    """
    training, validation = (_writer(folder / part) for part in ("training", "validation"))

    def write(epoch: Epoch) -> None:
        figures = {"loss": epoch.loss, "accuracy": epoch.accuracy, "learning rate": epoch.learning_rate}
        _write(training, epoch.epoch, figures)
        _write(validation, epoch.epoch, {"loss": epoch.val_loss, "accuracy": epoch.val_accuracy})

    return write


def _writer(folder: Path) -> tf.summary.SummaryWriter:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tf.summary.create_file_writer(str(folder))
    except (OSError, tf.errors.OpError) as error:
        raise RunError(f"TensorBoard's logs cannot be written into {folder}: {error}") from error


def _write(writer: tf.summary.SummaryWriter, epoch: int, figures: dict[str, float]) -> None:
    with writer.as_default(step=epoch):
        for name, value in figures.items():
            tf.summary.scalar(name, value)
    writer.flush()
