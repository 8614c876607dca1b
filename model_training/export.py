"""Export: the best weights of a run as `digits.onnx` with its card, written only when they have proved themselves."""

import hashlib
import json
from pathlib import Path

import keras

from backend.recognition.card import ModelCard, Training
from backend.recognition.classifier import INPUT, OUTPUT
from backend.recognition.normalize import PREPROCESSING
from model_training.atomic import write_atomically
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


def export(run: Run, validation: Digits, test: Digits, goal: Path) -> tuple[ModelCard, Parity]:
    """Writes `goal` (.onnx) and its card (.json beside it). The temperature is fitted on validation.

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
    parity = prove(model, proto, temperature, test.frames)
    content = proto.SerializeToString()
    card = _card(goal, content, version, temperature, training)
    try:
        (goal.parent / "report").mkdir(parents=True, exist_ok=True)
        write_atomically(goal.parent / "report" / "history.csv", run.history.read_bytes())
        write_atomically(goal, content)
        write_atomically(goal.with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise RunError(f"{goal} cannot be written: {error.strerror}") from error
    return card, parity


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
        commit=run.commit.read_text(encoding="utf-8").strip(),
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
