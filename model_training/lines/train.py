"""Training of the network for lines: CTC (Graves et al. 2006) on lines composed anew in each epoch."""

import keras
import tensorflow as tf

from backend.recognition.line_network import BLANK
from model_training.history import Epoch
from model_training.lines.config import LineConfig
from model_training.lines.data import Batch, LineSet, batches, steps_per_epoch
from model_training.lines.network import build
from model_training.run import Run
from model_training.train import Task, fit
from model_training.warm_start import Start


def train_lines(
    config: LineConfig, lines: LineSet, run: Run, *, resume: bool = False, start: Start | None = None
) -> list[Epoch]:
    """Trains the network for lines: see `fit`."""
    task: Task[Batch] = Task(
        config=config,
        sources=lines.sources,
        network=lambda: build(config),
        loss=ctc,
        metric=accuracy,
        steps=steps_per_epoch(config),
        batches=lambda epoch: batches(lines.hands, config, epoch),
        validation=lines.validation,
        start=start,
    )
    return fit(task, run, resume=resume)


@keras.saving.register_keras_serializable("inkdigit")  # type: ignore[untyped-decorator]
def ctc(symbols: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """(n,) negative logarithms of the probability of each line's symbols, (n, longest), -1 where there are no more."""
    symbols = tf.cast(symbols, tf.int32)
    steps = tf.fill([tf.shape(logits)[0]], tf.shape(logits)[1])
    return tf.nn.ctc_loss(_sparse(symbols), logits, None, steps, logits_time_major=False, blank_index=BLANK)


@keras.saving.register_keras_serializable("inkdigit")  # type: ignore[untyped-decorator]
def accuracy(symbols: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """(n,) whether the best symbol of each step, taken together, gives the line's symbols."""
    symbols = tf.cast(symbols, tf.int32)
    best = tf.argmax(logits, axis=-1, output_type=tf.int32)
    before = tf.pad(best[:, :-1], [[0, 0], [1, 0]], constant_values=BLANK)
    kept = tf.ragged.boolean_mask(best, (best != BLANK) & (best != before))
    read = kept.to_tensor(-1)
    longest = tf.maximum(tf.shape(read)[1], tf.shape(symbols)[1])
    right = tf.reduce_all(_padded(read, longest) == _padded(symbols, longest), axis=1)
    return tf.reshape(tf.cast(right, tf.float32), [-1])  # Keras wants to know that it has one axis


def _padded(symbols: tf.Tensor, longest: tf.Tensor) -> tf.Tensor:
    return tf.pad(symbols, [[0, 0], [0, longest - tf.shape(symbols)[1]]], constant_values=-1)


def _sparse(symbols: tf.Tensor) -> tf.SparseTensor:
    places = tf.where(symbols >= 0)
    return tf.SparseTensor(places, tf.gather_nd(symbols, places), tf.shape(symbols, out_type=tf.int64))
