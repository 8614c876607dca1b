"""A warm start from an exported file, for which one needs what writes such files, too."""

from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import Card
from model_training.config import TrainConfig
from model_training.models import load_digits
from model_training.unfolded import normalise, unfold_file
from model_training.warm_start import Start


def file_start(model: Path, digits: TrainConfig, frames: NDArray[np.uint8]) -> Start:
    """The weights in an ONNX file that `export` wrote of a network for digits, ready to learn on by real frames, uint8
    (n, 28, 28).

    Raises RunError, also as `warm_start`, and GraphError.
    """
    network = unfold_file(model, frames)
    classifier, earlier = load_digits(model)
    digits.refuse_learned(f"the network in {model}", earlier)
    normalise(network, frames)
    return exported_start(network, classifier.card)


def exported_start(network: keras.Model, card: Card) -> Start:
    """Of a network that was taken out of the exported file with this card."""
    told = f"begun with the weights of {card.version} (sha256 {card.sha256[:12]}), which learned from"
    return Start(network.get_weights(), f"{told}: {card.training.data}")
