"""A fitted model as a file that the service serves, with its card and its policy."""

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto
from scipy.special import softmax
from tqdm import tqdm

from backend.recognition.card import ModelCard, Training
from backend.recognition.classifier import INPUT, OUTPUTS, Answers
from backend.recognition.normalize import PREPROCESSING
from backend.recognition.session import Session
from model_training import mnist
from model_training.artifact import file_facts, write_pair
from model_training.calibration import fit_temperature
from model_training.chunks import chunks
from model_training.comparison.digits import Split
from model_training.comparison.fitted import SCORES, Fitted, Params
from model_training.comparison.graphs import served
from model_training.comparison.kinds import Model
from model_training.export import INPUT_TEXT
from model_training.latency import latency_ratio
from model_training.parity import Parity, prove
from model_training.policy import fit_policy
from model_training.provenance import commit

VERSION = "1.0.0"
PROOF = 256
"""Validation digits that the file must answer as the fitted model does."""

BATCH = 128
"""Digits at a time: k-NN has a distance to each of 275,000 for each."""

_SIZES = (1, 64)
_RUNS = 20  # pictures by which the latency is judged; the slowest of these models takes some hundredths of a second

_OUTPUT = (
    f"{OUTPUTS[0]}: float32 (n, 10), calibrated, of the digits 0 to 9 given that it is one digit; "
    f"{OUTPUTS[1]}: float32 (n, 2), always 0: this kind of model never saw what is no digit, and has no doubt to tell"
)


def write_model(model: Model, fitted: Fitted, params: Params, split: Split, goal: Path) -> Parity:
    """Writes `goal` (.onnx) and its card (.json beside it); temperature and policy are fitted on validation.

    Raises ParityError or RunError; then nothing is written.
    """
    scores = fitted.graph()
    content = scores.SerializeToString()
    found = _run(content, SCORES, split.validation.frames)
    temperature = fit_temperature(found, split.validation.labels)
    version = f"{VERSION}-{model.name}+{hashlib.sha256(content).hexdigest()[:8]}"
    proto = served(scores, temperature, _metadata(version, model, split, temperature))
    parity = _prove(fitted, proto, temperature, split.validation.frames[:PROOF])
    answers = _answers(proto.SerializeToString(), split.validation.frames)
    card = ModelCard(
        name=f"inkdigit-{model.name}",
        latency_ratio=round(latency_ratio(proto, np.zeros((1, 28, 28), np.uint8), rounds=3, runs=_RUNS), 3),
        input=INPUT_TEXT,
        output=_OUTPUT,
        policy=fit_policy(answers, split.validation.labels, _validation(split)),
        cascade=(),
        training=_training(model, fitted, params, split),
        evaluations=(),
        rejections=(),
        **file_facts(goal, proto),
    )
    write_pair(goal, proto.SerializeToString(), card)
    return parity


def _prove(fitted: Fitted, proto: ModelProto, temperature: float, frames: NDArray[np.uint8]) -> Parity:
    """Of the probabilities, in batches of each of _SIZES."""
    session = Session(proto.SerializeToString())
    return prove(
        lambda batch: np.asarray(softmax(fitted.scores(batch) / np.float32(temperature), axis=1)),
        lambda batch: session.run(OUTPUTS[:1], {INPUT: batch})[0],
        {f"batches of {size}": chunks(frames, size) for size in _SIZES},
    )


def _answers(content: bytes, frames: NDArray[np.uint8]) -> Answers:
    """The file's own, to the last bit: what many digits have in common must not fall just below the policy's limit."""
    probabilities = _run(content, OUTPUTS[0], frames)
    return Answers(probabilities, np.zeros((len(frames), 2), np.float32))


def _run(content: bytes, output: str, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
    session, batches = Session(content), tqdm(chunks(frames, BATCH), desc="validation", leave=False)
    return np.concatenate([session.run((output,), {INPUT: batch})[0] for batch in batches])


def _training(model: Model, fitted: Fitted, params: Params, split: Split) -> Training:
    return Training(
        data=_data(model, split),
        data_sha256={name: digest for name, digest in mnist.SHA256.items() if name.startswith("train")},
        validation=_validation(split),
        best_epoch=1,
        parameters=fitted.parameters,
        framework=fitted.framework,
        commit=commit(Path(__file__).parent),
        config={"kind": model.kind.name, "shifts": model.shifts, **params},
    )


def _metadata(version: str, model: Model, split: Split, temperature: float) -> dict[str, str]:
    return {
        "version": version,
        "data": _data(model, split),
        "commit": commit(Path(__file__).parent),
        "preprocessing": PREPROCESSING,
        "temperature": f"{temperature:.6f}",
        "licence": f"MIT; trained on {mnist.CREDIT}",
    }


def _data(model: Model, split: Split) -> str:
    ways = ", each also moved by a pixel up, down, left and right" if model.shifts else ""
    return f"{len(split.learned):,} MNIST training images{ways}"


def _validation(split: Split) -> str:
    return f"{len(split.validation):,} other MNIST training images"
