import keras
import numpy as np

from model_training import latency
from model_training.graph import build_graph
from model_training.latency import latency_ratio, plain_network


def test_the_plain_network_is_as_large_as_it_says() -> None:
    assert plain_network().count_params() == 417_692


def test_a_network_that_does_almost_nothing_takes_less_time() -> None:
    frames = keras.Input((28, 28), dtype="uint8", name="frames")
    tiny = keras.Model(frames, keras.layers.Dense(12)(keras.layers.Flatten()(keras.layers.Rescaling(1 / 255)(frames))))
    assert 0 < latency_ratio(build_graph(tiny, 1.0, {}), np.zeros((1, 28, 28), np.uint8)) < 1
    assert latency.ROUNDS > 1
