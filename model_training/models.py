"""The exported models as the service loads them, with one clear error of the laboratory's where it would refuse."""

from pathlib import Path

from backend.recognition.classifier import OnnxClassifier, load_classifier
from backend.recognition.errors import ArtifactError
from backend.recognition.line_network import OnnxLineNetwork, load_line_network, refuse_other_digits
from backend.recognition.reader import NumberReader
from model_training.config import TrainConfig
from model_training.errors import RunError


def load_model(model: Path) -> OnnxClassifier:
    """The model for single digits, of whatever kind. Raises RunError."""
    try:
        return load_classifier(model)
    except ArtifactError as error:
        raise RunError(str(error)) from error


def load_digits(model: Path) -> tuple[OnnxClassifier, TrainConfig]:
    """The network for single digits, and what it was trained by. Raises RunError, also for other kinds of model."""
    classifier = load_model(model)
    return classifier, TrainConfig.of(classifier.card.training)


def load_lines(number_model: Path) -> OnnxLineNetwork:
    """The network for lines, with whatever digits it was fitted. Raises RunError."""
    try:
        return load_line_network(number_model)
    except ArtifactError as error:
        raise RunError(str(error)) from error


def load_reader(model: Path, number_model: Path) -> tuple[NumberReader, TrainConfig]:
    """The reader of numbers, and what its model for single digits was trained by. Raises RunError."""
    classifier, config = load_digits(model)
    network = load_lines(number_model)
    try:
        refuse_other_digits(network.card, classifier.card)
    except ArtifactError as error:
        raise RunError(str(error)) from error
    return NumberReader(classifier, network), config
