"""Plain networks in Keras: the CNN of Keras' own MNIST example, and the house's residual network, small."""

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from numpy.typing import NDArray
from onnx import ModelProto
from tqdm import tqdm

from backend.recognition.classifier import INPUT
from model_training.comparison.fitted import SCORES, Params
from model_training.config import TrainConfig
from model_training.graph import DIGITS, convert
from model_training.mnist import Digits
from model_training.network import build

_BATCH = 128
_RATE = 2e-3


@dataclass(frozen=True, slots=True)
class KerasModel:
    network: keras.Model

    @property
    def parameters(self) -> int:
        return int(self.network.count_params())

    @property
    def framework(self) -> str:
        return f"Keras {keras.__version__} on {keras.backend.backend()}"

    def scores(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(self.network.predict_on_batch(frames), np.float32)[:, :DIGITS]

    def graph(self) -> ModelProto:
        def answers(frames: tf.Tensor) -> tf.Tensor:
            return self.network(frames, training=False)[:, :DIGITS]

        return convert(answers, {INPUT: ("n", 28, 28)}, {SCORES: ("n", DIGITS)}, {})


def plain_cnn(digits: Digits, params: Params) -> KerasModel:
    return _trained(_example, digits, int(params["epochs"]))


def small_resnet(digits: Digits, params: Params) -> KerasModel:
    """Its two classes beside the digits are never taught here, and cut off."""
    config = TrainConfig(widths=(16, 32, 48), blocks=(1, 1))
    return _trained(lambda: build(config), digits, int(params["epochs"]))


def _example() -> keras.Model:
    """Keras' example "Simple MNIST convnet" (F. Chollet 2015), with logits as its answer."""
    frames = keras.Input((28, 28), dtype="uint8", name="frames")
    x = layers.Reshape((28, 28, 1))(layers.Rescaling(1 / 255)(frames))
    for width in (32, 64):
        x = layers.MaxPooling2D()(layers.Conv2D(width, 3, activation="relu")(x))
    return keras.Model(frames, layers.Dense(DIGITS)(layers.Dropout(0.5)(layers.Flatten()(x))))


def _trained(make: Callable[[], keras.Model], digits: Digits, epochs: int) -> KerasModel:
    """With Adam, its rate falling to nothing along a cosine."""
    keras.utils.set_random_seed(20)
    network, steps = make(), epochs * -(-len(digits) // _BATCH)
    schedule = keras.optimizers.schedules.CosineDecay(_RATE, steps)
    network.compile(keras.optimizers.Adam(schedule), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    with tqdm(total=steps, desc="batches", leave=False) as bar:
        moved = keras.callbacks.LambdaCallback(on_train_batch_end=lambda *_, **__: bar.update())
        network.fit(digits.frames, digits.labels, _BATCH, epochs, verbose=0, callbacks=[moved])
    return KerasModel(network)
