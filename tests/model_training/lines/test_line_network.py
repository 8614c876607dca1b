import keras
import numpy as np
import pytest

from backend.recognition.line_network import SYMBOLS
from backend.recognition.strip import HEIGHT
from model_training.lines.config import LineConfig
from model_training.lines.network import build


@pytest.fixture(scope="module")
def model() -> keras.Model:
    keras.utils.set_random_seed(1)
    return build(LineConfig(widths=(4, 4, 4, 4), precision="float32"))


@pytest.mark.parametrize("width", [4, 64, 100, 192])
def test_there_is_a_step_for_every_two_columns(model: keras.Model, width: int) -> None:
    logits = model(np.zeros((3, HEIGHT, width), np.uint8))
    assert logits.shape == (3, width // 2, SYMBOLS)
    assert logits.dtype == "float32"


@pytest.mark.parametrize("column", [60, 90, 130])
def test_a_step_sees_the_columns_around_it(model: keras.Model, column: int) -> None:
    strips = np.zeros((2, HEIGHT, 192), np.uint8)
    strips[1, 8:24, column : column + 2] = 255
    blank, marked = np.asarray(model(strips))
    changed = np.flatnonzero(np.abs(marked - blank).max(axis=1) > 1e-6)
    assert changed.min() < column / 2 < changed.max()
    assert np.ptp(changed) < 48
    assert (changed.min() + changed.max()) / 2 == pytest.approx(column / 2, abs=3)


def test_neighbouring_steps_say_different_things(model: keras.Model) -> None:
    strip = np.zeros((1, HEIGHT, 64), np.uint8)
    strip[0, 8:24, 30:36] = 255
    (logits,) = np.asarray(model(strip))
    assert np.abs(np.diff(logits, axis=0)).max(axis=1)[10:20].min() > 1e-4


def test_a_network_of_mixed_precision_has_the_same_weights_and_about_the_same_answers(model: keras.Model) -> None:
    mixed = build(LineConfig(widths=(4, 4, 4, 4), precision="mixed_bfloat16"))
    assert keras.config.dtype_policy().name == "float32"
    mixed.set_weights(model.get_weights())
    strips = np.random.default_rng(1).integers(0, 256, (2, HEIGHT, 64)).astype(np.uint8)
    exact, rough = np.asarray(model(strips)), np.asarray(mixed(strips))
    assert rough.dtype == np.float32
    assert 0.0 < np.abs(exact - rough).max() < 0.1 * np.ptp(exact)


def test_the_logits_of_all_towers_are_added_up() -> None:
    one, two = (build(LineConfig(widths=(4, 4, 4, 4), towers=towers, precision="float32")) for towers in (1, 2))
    for kind in (keras.layers.Conv2D, keras.layers.BatchNormalization):
        own, others = ([layer for layer in model.layers if isinstance(layer, kind)] for model in (one, two))
        assert len(others) == 2 * len(own)
        for layer, first in zip(own, others[::2], strict=True):
            layer.set_weights(first.get_weights())
    kernel, bias = two.get_layer("logits").get_weights()
    strips = np.random.default_rng(1).integers(0, 256, (2, HEIGHT, 64)).astype(np.uint8)
    first, second = np.split(kernel, 2)
    both = np.asarray(two(strips))
    one.get_layer("logits").set_weights([first, bias])
    two.get_layer("logits").set_weights([np.concatenate([0 * first, second]), 0 * bias])
    assert np.asarray(one(strips)) + np.asarray(two(strips)) == pytest.approx(both, abs=1e-5)


def test_the_shipped_network_has_room_in_two_megabytes_a_byte_a_weight() -> None:
    assert 600_000 < build(LineConfig()).count_params() < 1_900_000
