"""Another model for single digits beside the same network for lines: how sure one may be of a number is fitted anew."""

import dataclasses
from pathlib import Path

from backend.recognition.card import LineCard
from backend.recognition.classifier import Classifier
from backend.recognition.line_network import OnnxLineNetwork
from backend.recognition.reader import NumberReader
from backend.recognition.session import Session
from model_training.artifact import write_pair
from model_training.models import load_lines
from model_training.number_policy import UNFITTED, Numbers, fit_number_policies


def refit(classifier: Classifier, number_model: Path, numbers: Numbers) -> LineCard:
    """Writes the card of the network again: it goes with the classifier now, its policies fitted on `numbers`.

    What was measured of both before holds no longer, and is left out. Raises RunError.
    """
    card = dataclasses.replace(
        load_lines(number_model).card, digits=classifier.card.version, numbers=UNFITTED, number_evaluations=()
    )
    content = number_model.read_bytes()
    reader = NumberReader(classifier, OnnxLineNetwork(Session(content), card))
    fitted = dataclasses.replace(card, numbers=fit_number_policies(reader, numbers))
    write_pair(number_model, content, fitted)
    return fitted
