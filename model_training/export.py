"""Export: the best weights of a run as `digits.onnx` with its card, written only when they have proved themselves."""

import hashlib
import json
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import ModelCard, Training
from backend.recognition.classifier import INPUT, OUTPUT
from backend.recognition.normalize import PREPROCESSING
from model_training.atomic import write_together
from model_training.calibration import fit_temperature
from model_training.config import TrainConfig
from model_training.errors import RunError
from model_training.graph import build_graph, fingerprint
from model_training.history import best, read_history
from model_training.mnist import SHA256, Digits
from model_training.parity import Parity, prove
from model_training.train import Run

VERSION = "1.0.0"
"""Of the model as users see it; a hash of the weights is added to it."""

LICENCE = "MIT; trained on MNIST (Y. LeCun, C. Cortes, C. Burges), CC BY-SA 3.0"


def export(run: Run, validation: Digits, frames: NDArray[np.uint8], goal: Path) -> tuple[ModelCard, Parity]:
    """Writes `goal` (.onnx), its card (.json beside it) and the run's history (report/history.csv).

    The temperature is fitted on validation; parity is proved on `frames`, uint8 (n, 28, 28).

    Raises RunError (no finished epoch in the run, folder not writable) or ParityError; then nothing is written.
    """
    model = _best_weights(run)
    temperature = fit_temperature(model.predict(validation.frames, batch_size=256, verbose=0), validation.labels)
    version = f"{VERSION}+{fingerprint(model)[:8]}"
    training = _training(run, model, len(validation))
    metadata = {
        "version": version,
        "data": training.data,
        "commit": training.commit,
        "preprocessing": PREPROCESSING,
        "temperature": f"{temperature:.6f}",
        "licence": LICENCE,
    }
    proto = build_graph(model, temperature, metadata)
    parity = prove(model, proto, temperature, frames)
    content = proto.SerializeToString()
    card = _card(goal, content, version, temperature, training)
    _write(run, goal, content, card)
    return card, parity


def _write(run: Run, goal: Path, content: bytes, card: ModelCard) -> None:
    report = goal.parent / "report"
    try:
        report.mkdir(parents=True, exist_ok=True)
        write_together(
            {
                report / "history.csv": run.history.read_bytes(),
                goal: content,
                goal.with_suffix(".json"): card.to_json().encode(),
            }
        )
    except OSError as error:
        raise RunError(f"{goal} cannot be written: {error.strerror}") from error


def _best_weights(run: Run) -> keras.Model:
    if not run.best.exists():
        raise RunError(f"there are no weights in {run.folder}: train first")
    try:
        return keras.models.load_model(run.best, compile=False)
    except (OSError, ValueError) as error:
        raise RunError(f"{run.best} cannot be loaded: {error}") from error


def _training(run: Run, model: keras.Model, validation_images: int) -> Training:
    config = TrainConfig.read(run.config)
    return Training(
        data=f"{config.train_images:,} MNIST training images, {config.penned_images:,} drawings made by the laboratory",
        data_sha256={name: digest for name, digest in SHA256.items() if name.startswith("train")},
        validation=f"{validation_images:,} other MNIST training images, drawn at random with seed {config.seed}",
        best_epoch=best(read_history(run.history)).epoch,
        parameters=model.count_params(),
        framework=f"Keras {keras.__version__} on {keras.backend.backend()}",
        commit=run.read_commit(),
        config=json.loads(config.to_json()),
    )


def _card(goal: Path, content: bytes, version: str, temperature: float, training: Training) -> ModelCard:
    return ModelCard(
        name="inkdigit-digits",
        version=version,
        file=goal.name,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        input=f"{INPUT}: uint8 (n, 28, 28), light ink on black, MNIST's frame",
        output=f"{OUTPUT}: float32 (n, 10), calibrated, of the digits 0 to 9",
        preprocessing=PREPROCESSING,
        temperature=round(temperature, 6),
        training=training,
        evaluations=(),
        licence=LICENCE,
    )
