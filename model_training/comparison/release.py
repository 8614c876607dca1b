"""A model of the cache as a file of one's own."""

import dataclasses
from pathlib import Path

from backend.recognition.card import ModelCard
from backend.recognition.classifier import load_classifier
from backend.recognition.errors import ArtifactError
from model_training.artifact import write_pair
from model_training.comparison.compare import again
from model_training.errors import RunError


def release(model: Path, goal: Path) -> ModelCard:
    """Copies the file with its card to `goal` (.onnx), when the service would load it. Raises RunError."""
    try:
        card = dataclasses.replace(load_classifier(model).card, file=goal.name)
        write_pair(goal, model.read_bytes(), card)
    except ArtifactError as error:
        raise RunError(f"{error} {again(model)}") from error
    return card
