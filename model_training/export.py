"""Export: the best weights of a run as `digits.onnx` with its card, written only when they have proved themselves."""

import dataclasses
import hashlib
import json
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from backend.recognition.card import ModelCard, Training
from backend.recognition.classifier import INPUT, OUTPUTS, Answers, OnnxClassifier
from backend.recognition.normalize import PREPROCESSING
from backend.recognition.reader import NumberReader
from model_training.atomic import write_together
from model_training.calibration import fit_temperature
from model_training.config import TrainConfig
from model_training.data import Sources
from model_training.errors import RunError
from model_training.graph import DIGITS, build_graph, fingerprint
from model_training.history import best, read_history
from model_training.latency import latency_ratio
from model_training.mnist import Digits
from model_training.number_policy import UNFITTED, Numbers, fit_number_policies
from model_training.parity import Parity, prove
from model_training.policy import fit_policy
from model_training.train import Run

VERSION = "2.1.0"
"""Of the model as users see it; a hash of the weights is added to it."""

_INPUT = f"{INPUT}: uint8 (n, 28, 28), light ink on black, MNIST's frame"
_OUTPUT = (
    f"{OUTPUTS[0]}: float32 (n, 10), calibrated, of the digits 0 to 9 given that it is one digit; "
    f"{OUTPUTS[1]}: float32 (n, 2), that it is no digit and that it is several"
)


def export(
    run: Run, validation: Digits, numbers: Numbers, frames: NDArray[np.uint8], goal: Path
) -> tuple[ModelCard, Parity]:
    """Writes `goal` (.onnx), its card (.json beside it) and the run's history (report/history.csv).

    Temperature and policy are fitted on validation, how sure one may be of numbers on `numbers`; parity is proved on
    `frames`, uint8 (n, 28, 28).

    Raises RunError (no finished epoch in the run, folder not writable) or ParityError; then nothing is written.
    """
    model = _best_weights(run)
    sources = Sources.read(run.sources)
    training = _training(run, model, sources)
    logits = model.predict(validation.frames, batch_size=256, verbose=0)
    temperature = fit_temperature(logits[:, :DIGITS], validation.labels)
    policy = fit_policy(_answers(logits, temperature), validation.labels, sources.validation)
    metadata = {
        "version": f"{VERSION}+{fingerprint(model)[:8]}",
        "data": sources.data,
        "commit": training.commit,
        "preprocessing": PREPROCESSING,
        "temperature": f"{temperature:.6f}",
        "licence": sources.licence,
    }
    proto = build_graph(model, temperature, metadata)
    parity = prove(model, proto, temperature, frames)
    content = proto.SerializeToString()
    card = ModelCard(
        name="inkdigit-digits",
        version=metadata["version"],
        file=goal.name,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        latency_ratio=round(latency_ratio(proto), 3),
        input=_INPUT,
        output=_OUTPUT,
        preprocessing=PREPROCESSING,
        temperature=round(temperature, 6),
        policy=policy,
        numbers=UNFITTED,
        training=training,
        evaluations=(),
        rejections=(),
        number_evaluations=(),
        licence=sources.licence,
    )
    reader = NumberReader(OnnxClassifier(content, card))
    card = dataclasses.replace(card, numbers=fit_number_policies(reader, numbers))
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


def _training(run: Run, model: keras.Model, sources: Sources) -> Training:
    config = TrainConfig.read(run.config)
    return Training(
        data=sources.data,
        data_sha256=sources.sha256,
        validation=sources.validation,
        best_epoch=best(read_history(run.history)).epoch,
        parameters=model.count_params(),
        framework=f"Keras {keras.__version__} on {keras.backend.backend()}",
        commit=run.read_commit(),
        config=json.loads(config.to_json()),
    )


def _answers(logits: NDArray[np.float32], temperature: float) -> Answers:
    """What the graph will make of float32 (n, CLASSES) logits."""
    scaled = logits / np.float32(temperature)
    return Answers(softmax(scaled[:, :DIGITS], axis=1), softmax(scaled, axis=1)[:, DIGITS:])
