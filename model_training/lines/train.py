"""Training of the network for lines: CTC (Graves et al. 2006) on lines composed anew in each epoch."""

import keras
from keras import ops

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
        batches=lambda epoch: batches(lines.hands, config, epoch, lines.workers),
        validation=lines.validation,
        start=start,
    )
    return fit(task, run, resume=resume)


@keras.saving.register_keras_serializable("inkdigit")  # type: ignore[untyped-decorator]
def ctc(symbols: keras.KerasTensor, logits: keras.KerasTensor) -> keras.KerasTensor:
    """(n,) negative logarithms of the probability of each line's symbols, (n, longest), -1 where there are no more."""
    symbols = ops.cast(symbols, "int32")
    if keras.backend.backend() == "tensorflow":
        return _on_tensorflow(symbols, logits)
    lengths = ops.sum(ops.cast(symbols >= 0, "int32"), axis=1)
    return ops.ctc_loss(symbols, logits, lengths, ops.full_like(lengths, ops.shape(logits)[1]), mask_index=BLANK)


def _on_tensorflow(symbols: keras.KerasTensor, logits: keras.KerasTensor) -> keras.KerasTensor:
    """The same: 3 ms a batch of 32 with its gradients on a CPU, where Keras' own takes 110 ms."""
    import tensorflow as tf  # other machines compute with other libraries and do without this one

    places = tf.where(symbols >= 0)
    sparse = tf.SparseTensor(places, tf.gather_nd(symbols, places), tf.shape(symbols, out_type=tf.int64))
    steps = tf.fill([tf.shape(logits)[0]], tf.shape(logits)[1])
    return tf.nn.ctc_loss(sparse, logits, None, steps, logits_time_major=False, blank_index=BLANK)


@keras.saving.register_keras_serializable("inkdigit")  # type: ignore[untyped-decorator]
def accuracy(symbols: keras.KerasTensor, logits: keras.KerasTensor) -> keras.KerasTensor:
    """(n,) whether the best symbol of each step, taken together, gives the line's symbols."""
    symbols = ops.cast(symbols, "int32")
    best = ops.cast(ops.argmax(logits, axis=-1), "int32")
    before = ops.pad(best[:, :-1], [[0, 0], [1, 0]], constant_values=BLANK)
    read = ops.logical_and(best != BLANK, best != before)
    number = ops.cumsum(ops.cast(read, "int32"), axis=1)  # of the symbol that is read last, from 1
    wanted = ops.take_along_axis(symbols, ops.clip(number - 1, 0, ops.shape(symbols)[1] - 1), axis=1)
    same = ops.all(ops.logical_or(ops.logical_not(read), best == wanted), axis=1)
    as_many = number[:, -1] == ops.sum(ops.cast(symbols >= 0, "int32"), axis=1)
    return ops.cast(ops.logical_and(same, as_many), "float32")
