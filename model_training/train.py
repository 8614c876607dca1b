"""Training: fits the network, keeps a checkpoint an epoch, and goes on exactly where a killed run stopped."""

import time
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import keras
from tqdm import tqdm

from model_training.atomic import write_atomically
from model_training.batches import batches, smoothed, steps_per_epoch
from model_training.config import TrainConfig
from model_training.data import TrainingSet
from model_training.errors import RunError
from model_training.history import Epoch, best, read_history, write_history
from model_training.network import build
from model_training.provenance import commit
from model_training.run import Run, load_network
from model_training.sources import Sources
from model_training.warm_start import Start

_Batch = TypeVar("_Batch")


class Schedule(Protocol):
    """What a config says of how long and how fast its network learns."""

    @property
    def seed(self) -> int: ...
    @property
    def epochs(self) -> int: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def warmup_epochs(self) -> float: ...
    @property
    def weight_decay(self) -> float: ...
    def to_json(self) -> str: ...


@dataclass(frozen=True)
class Task(Generic[_Batch]):
    """All that one training needs. `network` is built when the seed is set; an epoch has `steps` batches.

    `batches` yields those from an epoch on, without end; `validation` is what the epochs are compared by. With a
    `start`, the network begins with its weights.
    """

    config: Schedule
    sources: Sources
    network: Callable[[], keras.Model]
    loss: Callable[..., keras.KerasTensor] | keras.losses.Loss
    metric: Callable[..., keras.KerasTensor] | str
    steps: int
    batches: Callable[[int], Generator[_Batch, None, None]]
    validation: _Batch
    start: Start | None = None

    @property
    def all_sources(self) -> Sources:
        """Those of the start, too."""
        return self.start.added_to(self.sources) if self.start else self.sources


def train(
    config: TrainConfig, training_set: TrainingSet, run: Run, *, resume: bool = False, start: Start | None = None
) -> list[Epoch]:
    """Trains the network for single digits: see `fit`."""
    validation, mixture = training_set.validation, training_set.mixture
    task = Task(
        config=config,
        sources=training_set.sources,
        network=lambda: build(config),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metric="accuracy",
        steps=steps_per_epoch(mixture, config),
        batches=lambda epoch: batches(mixture, config, epoch, training_set.teacher, training_set.workers),
        validation=(validation.frames, smoothed(validation.labels, config)),
        start=start,
    )
    return fit(task, run, resume=resume)


def fit(task: Task[Any], run: Run, *, resume: bool = False) -> list[Epoch]:
    """Trains into the run's folder and returns its whole history. Same config and data, same weights (on one machine
    with TensorFlow; elsewhere sums may be added up in another order each time).

    With `resume`, goes on from the last finished epoch. Raises RunError: the folder is in use, or cannot be resumed.
    """
    keras.utils.set_random_seed(task.config.seed)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf  # other machines compute with other libraries and do without this one

        tf.config.experimental.enable_op_determinism()
    model = _compiled(task)
    if task.start:
        task.start.give(model)
    _prepare(run, task, resume)
    if run.last.exists():
        _take_over(model, run.last)
    done = int(model.optimizer.iterations) // task.steps
    recorder = _Recorder(run, read_history(run.history)[:done] if done else [])
    progress = _Progress(done * task.steps, task.config.epochs * task.steps)
    learned = task.batches(done)
    try:
        model.fit(
            learned,
            steps_per_epoch=task.steps,
            initial_epoch=done,
            epochs=task.config.epochs,
            validation_data=task.validation,
            validation_batch_size=256,
            callbacks=[recorder, progress],
            shuffle=False,  # the batches are shuffled already
            verbose=0,
        )
    finally:
        with suppress(ValueError):  # a thread of TensorFlow's is still at the next batch, and ends with this process
            learned.close()
    return recorder.history


def _prepare(run: Run, task: Task[Any], resume: bool) -> None:
    if resume:
        if not run.config.exists():
            raise RunError(f"there is no run to resume in {run.folder}")
        if run.config.read_text(encoding="utf-8") != task.config.to_json():
            raise RunError(f"the run in {run.folder} was started with another config; resume it with its own")
        if Sources.read(run.sources) != task.all_sources:
            raise RunError(
                f"the run in {run.folder} learned from other data: "
                "resume it with the same --data-dir, --start, --teacher and --extra"
            )
        return
    if run.config.exists():
        raise RunError(f"there is a run in {run.folder} already: go on with --resume, or name another --run")
    try:
        run.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(run.commit, commit(Path(__file__).parent).encode())
        write_atomically(run.sources, task.all_sources.to_json().encode())
        write_atomically(run.config, task.config.to_json().encode())
    except OSError as error:
        raise RunError(f"the run folder {run.folder} cannot be written: {error.strerror}") from error


def _compiled(task: Task[Any]) -> keras.Model:
    """The network with its optimizer."""
    model, config = task.network(), task.config
    warmup = round(config.warmup_epochs * task.steps)
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, config.epochs * task.steps - warmup, warmup_target=config.learning_rate, warmup_steps=warmup
    )
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=config.weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    model.compile(optimizer, task.loss, metrics=[task.metric])
    return model


def _take_over(model: keras.Model, checkpoint: Path) -> None:
    """Copies weights and optimizer state. Not the optimizer itself: Keras does not store what it must not decay."""
    stored = load_network(checkpoint, optimizer=True)
    model.set_weights(stored.get_weights())
    model.optimizer.build(model.trainable_variables)
    for ours, theirs in zip(model.optimizer.variables, stored.optimizer.variables, strict=True):
        ours.assign(theirs)


class _Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """After each epoch: history, best weights, then the checkpoint, whose step count says how far the run came.

    Killed between two of them, the run goes on from the older checkpoint and writes the others anew.
    """

    def __init__(self, run: Run, history: list[Epoch]) -> None:
        super().__init__()
        self.history = history
        self._run = run

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._started = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        figures = {name: round(value, 6) for name, value in (logs or {}).items()}
        rate = round(float(self.model.optimizer.learning_rate), 8)
        seconds = round(time.perf_counter() - self._started, 1)
        self.history.append(Epoch(epoch=epoch + 1, learning_rate=rate, seconds=seconds, **figures))
        try:
            write_history(self._run.history, self.history)
            if best(self.history) is self.history[-1]:
                network = self.model  # without the optimizer, which is twice as large and which nobody needs again
                _save(keras.Model(network.input, network.output, name=network.name), self._run.best)
            _save(self.model, self._run.last)
        except OSError as error:
            raise RunError(f"the run cannot be saved: {error}. Free some space, then go on with --resume") from error
        for listener in self._run.listeners:
            listener(self.history[-1])


def _save(network: keras.Model, path: Path) -> None:
    part = path.with_suffix(".part.keras")  # Keras wants a name that ends so, and writes nowhere else
    try:
        network.save(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class _Progress(keras.callbacks.Callback):  # type: ignore[misc]
    """One bar over the whole run, with the time that is left and the latest figures."""

    async_safe = True  # it does not look at the logs of a batch, so that nothing waits for them

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self._bar = tqdm(total=total, initial=done, unit="batch", mininterval=1.0)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._bar.update()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        figures = logs or {}
        self._bar.set_postfix(epoch=epoch + 1, val_accuracy=f"{figures['val_accuracy']:.4f}")

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        self._bar.close()
