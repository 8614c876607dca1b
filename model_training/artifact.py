"""What every export has in common: the best weights of a run, where they come from, and files that belong together."""

import hashlib
import json
from pathlib import Path
from typing import Any

import keras
from onnx import ModelProto

from backend.recognition.card import Card, Training
from model_training.atomic import write_together
from model_training.config import Record
from model_training.errors import RunError
from model_training.graph import fingerprint
from model_training.history import best, read_history
from model_training.run import Run
from model_training.sources import Sources


def training_of(run: Run, model: keras.Model, sources: Sources, kind: type[Record]) -> Training:
    """Where the weights come from; the run's config is of this kind. Raises RunError."""
    config = kind.read(run.config)
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


def versioned(version: str, model: keras.Model) -> str:
    """With a hash of the weights: the same weights have the same version on every machine."""
    return f"{version}+{fingerprint(model)[:8]}"


def metadata(version: str, training: Training, preprocessing: str, temperature: float, licence: str) -> dict[str, str]:
    """What the ONNX file says of itself; `file_facts` reads it."""
    return {
        "version": version,
        "data": training.data,
        "commit": training.commit,
        "preprocessing": preprocessing,
        "temperature": f"{temperature:.6f}",
        "licence": licence,
    }


def file_facts(goal: Path, proto: ModelProto) -> dict[str, Any]:
    """What a card says because the file does, by the card's names."""
    content = proto.SerializeToString()
    said = {entry.key: entry.value for entry in proto.metadata_props}
    return {
        "version": said["version"],
        "file": goal.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "preprocessing": said["preprocessing"],
        "temperature": float(said["temperature"]),
        "licence": said["licence"],
    }


def write_artifact(run: Run, goal: Path, proto: ModelProto, card: Card, history: str) -> None:
    """Writes `goal` (.onnx), its card (.json beside it) and the run's history (report/ and the name `history`).

    Raises RunError; then nothing is written.
    """
    report = goal.parent / "report"
    try:
        report.mkdir(parents=True, exist_ok=True)
        write_together(
            {
                report / history: run.history.read_bytes(),
                goal: proto.SerializeToString(),
                goal.with_suffix(".json"): card.to_json().encode(),
            }
        )
    except OSError as error:
        raise RunError(f"{goal} cannot be written: {error.strerror}") from error


def write_pair(goal: Path, content: bytes, card: Card) -> None:
    """Writes `goal` (.onnx) and its card (.json beside it). Raises RunError; then nothing is written."""
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        write_together({goal: content, goal.with_suffix(".json"): card.to_json().encode()})
    except OSError as error:
        raise RunError(f"{goal} cannot be written: {error.strerror}") from error
