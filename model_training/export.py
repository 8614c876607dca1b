"""Export: the best weights of a run as `digits.onnx` with its card, written only when they have proved themselves."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from backend.recognition.card import ModelCard
from backend.recognition.classifier import INPUT, OUTPUTS, Answers
from backend.recognition.normalize import PREPROCESSING
from model_training.artifact import file_facts, metadata, training_of, versioned, write_artifact
from model_training.calibration import fit_temperature
from model_training.config import TrainConfig
from model_training.graph import DIGITS, build_graph
from model_training.latency import latency_ratio
from model_training.mnist import Digits
from model_training.parity import Parity, prove_logits
from model_training.policy import fit_policy
from model_training.run import Run
from model_training.sources import Sources

VERSION = "2.3.0"
"""Of the model as users see it; a hash of the weights is added to it."""

INPUT_TEXT = f"{INPUT}: uint8 (n, 28, 28), light ink on black, MNIST's frame"
_OUTPUT = (
    f"{OUTPUTS[0]}: float32 (n, 10), calibrated, of the digits 0 to 9 given that it is one digit; "
    f"{OUTPUTS[1]}: float32 (n, 2), that it is no digit and that it is several"
)


def export(run: Run, validation: Digits, frames: NDArray[np.uint8], goal: Path) -> tuple[ModelCard, Parity]:
    """Writes `goal` (.onnx), its card (.json beside it) and the run's history (report/history.csv).

    Temperature and policy are fitted on validation; parity is proved on `frames`, uint8 (n, 28, 28).

    Raises RunError (no finished epoch in the run, folder not writable) or ParityError; then nothing is written.
    """
    model = run.best_network()
    sources = Sources.read(run.sources)
    training = training_of(run, model, sources, TrainConfig)
    logits = model.predict(validation.frames, batch_size=256, verbose=0)
    temperature = fit_temperature(logits[:, :DIGITS], validation.labels)
    said = metadata(versioned(VERSION, model), training, PREPROCESSING, temperature, sources.licence)
    proto = build_graph(model, temperature, said)
    parity = prove_logits(model, proto, temperature, frames)
    card = ModelCard(
        name="inkdigit-digits",
        latency_ratio=round(latency_ratio(proto, np.zeros((1, 28, 28), np.uint8)), 3),
        input=INPUT_TEXT,
        output=_OUTPUT,
        policy=fit_policy(_answers(logits, temperature), validation.labels, sources.validation),
        cascade=(),
        training=training,
        evaluations=(),
        rejections=(),
        **file_facts(goal, proto),
    )
    write_artifact(run, goal, proto, card, "history.csv")
    return card, parity


def _answers(logits: NDArray[np.float32], temperature: float) -> Answers:
    """What the graph will make of float32 (n, CLASSES) logits."""
    scaled = logits / np.float32(temperature)
    return Answers(softmax(scaled[:, :DIGITS], axis=1), softmax(scaled, axis=1)[:, DIGITS:])
