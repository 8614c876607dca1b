"""Two networks that become one of two towers."""

import keras
import numpy as np
import pytest

from backend.recognition.strip import HEIGHT
from model_training.errors import RunError
from model_training.lines.beside import beside
from model_training.lines.config import LineConfig
from model_training.lines.network import build
from model_training.warm_start import Start

ONE, TWO = (LineConfig(widths=(4, 8, 8, 12), towers=towers, precision="float32") for towers in (1, 2))
STRIPS = np.random.default_rng(1).integers(0, 256, (3, HEIGHT, 64)).astype(np.uint8)


def network(seed: int) -> keras.Model:
    """With normalisations and offsets of its own."""
    rng = np.random.default_rng(seed)
    keras.utils.set_random_seed(seed)
    model = build(ONE)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 1.5, weights.shape) for weights in layer.get_weights()])
    model.get_layer("logits").bias.assign(rng.normal(size=24).astype(np.float32))
    return model


def test_its_logits_are_the_mean_of_theirs() -> None:
    first, second = network(1), network(2)
    start = beside([Start(first.get_weights(), "begun with one"), Start(second.get_weights(), "begun with another")])
    both = build(TWO)
    start.give(both)
    mean = (np.asarray(first(STRIPS)) + np.asarray(second(STRIPS))) / 2
    assert np.asarray(both(STRIPS)) == pytest.approx(mean, abs=1e-4)
    assert start.told == "begun with 2 networks side by side, begun with one; begun with another"


def test_networks_of_more_towers_can_stand_side_by_side_too() -> None:
    first, second, third = network(1), network(2), network(3)
    pair = beside([Start(first.get_weights(), ""), Start(second.get_weights(), "")])
    four = build(LineConfig(widths=ONE.widths, towers=4, precision="float32"))
    beside([pair, beside([Start(third.get_weights(), "")] * 2)]).give(four)
    mean = sum(np.asarray(model(STRIPS)) for model in (first, second, third, third)) / 4
    assert np.asarray(four(STRIPS)) == pytest.approx(mean, abs=1e-4)


def test_what_does_not_fit_is_refused() -> None:
    start = Start(network(1).get_weights(), "")
    with pytest.raises(RunError, match="another number of layers"):
        beside([start, Start(start.weights[:10], "")])
    with pytest.raises(RunError, match="another shape"):
        beside([start] * 3).give(build(TWO))
