"""A network that nobody trained, as sure and as uneven as if somebody had, and its file."""

import dataclasses
import json
from pathlib import Path

import keras
import numpy as np

from model_training.config import TrainConfig
from model_training.graph import build_graph
from model_training.network import build
from tests.model_training.digits import TINY
from tests.recognition.artifacts import CARD, fitting, store


def uneven_network(config: TrainConfig = TINY) -> keras.Model:
    """Of a config; no normalisation and no bias of it does nothing, and its logits are some units apart."""
    keras.utils.set_random_seed(1)
    network, rng = build(config), np.random.default_rng(1)
    for weight in network.weights:
        if len(weight.shape) == 1:
            weight.assign(rng.uniform(0.5, 1.5, weight.shape))
    dense = network.get_layer("logits")
    dense.kernel.assign(20 * dense.kernel)
    return network


def write(network: keras.Model, folder: Path) -> Path:
    """Exported, beside a card that names its config."""
    said = {"version": CARD.version, "preprocessing": CARD.preprocessing}
    content = build_graph(network, 0.5, said).SerializeToString()
    training = dataclasses.replace(CARD.training, config=json.loads(TINY.to_json()))
    return store(folder, content, dataclasses.replace(fitting(CARD, content), training=training))
