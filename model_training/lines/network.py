"""The network for lines: a residual CNN that says, for every two columns of a line, what stands there.

Fully convolutional, so that a line may be of any width; trained with CTC (Graves et al. 2006).
"""

import keras
from keras import layers

from backend.recognition.line_network import INPUT, SYMBOLS
from backend.recognition.strip import HEIGHT
from model_training.lines.config import LineConfig


def build(config: LineConfig) -> keras.Model:
    """See `_network`; it computes in the config's precision, and answers float32."""
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(config.precision)
    try:
        return _network(config)
    finally:
        keras.config.set_dtype_policy(usual)


def _network(config: LineConfig) -> keras.Model:
    """uint8 (n, HEIGHT, width) strips to float32 (n, width / 2, SYMBOLS) logits; the width is a multiple of 4.

    `config.towers` see the strip side by side, and their logits are added up: what one takes for another digit the
    others rarely do. In whole numbers two take two thirds of the time that one takes in floats.
    """
    strips = keras.Input((HEIGHT, None), dtype="uint8", name=INPUT)
    x = layers.Rescaling(1 / 255)(strips)
    x = layers.Reshape((HEIGHT, -1, 1))(x)
    seen = [_tower(x, config.widths) for _ in range(config.towers)]
    x = layers.Concatenate()(seen) if len(seen) > 1 else seen[0]
    logits = layers.Dense(2 * SYMBOLS, dtype="float32", name="logits")(x)
    return keras.Model(strips, layers.Reshape((-1, SYMBOLS), dtype="float32")(logits), name="lines")


def _tower(x: keras.KerasTensor, widths: tuple[int, int, int, int]) -> keras.KerasTensor:
    """(n, HEIGHT, width, 1) to (n, 1, width / 4, widths[-1]).

    The deep layers see a quarter of the columns and say of each what stands in its left and in its right half: two
    equal digits that touch need a step between them.
    """
    stem, middle, high, deep = widths
    x = _convolve(x, stem, (5, 5), strides=(2, 2))
    x = _convolve(x, stem, (3, 3))
    x = _residual(_convolve(x, middle, (3, 3), strides=(2, 2)), middle, (3, 3))
    x = _residual(_convolve(x, high, (3, 3), strides=(2, 1)), high, (3, 3))
    x = layers.ZeroPadding2D(((0, 0), (1, 1)))(x)
    return _residual(_convolve(x, deep, (HEIGHT // 8, 3), padding="valid"), deep, (1, 3))


def _convolve(
    x: keras.KerasTensor, width: int, kernel: tuple[int, int], strides: tuple[int, int] = (1, 1), padding: str = "same"
) -> keras.KerasTensor:
    return layers.ReLU()(_normalised(x, width, kernel, strides, padding))


def _residual(x: keras.KerasTensor, width: int, kernel: tuple[int, int]) -> keras.KerasTensor:
    """Two convolutions beside the identity (He et al. 2015)."""
    inner = _normalised(_convolve(x, width, kernel), width, kernel)
    return layers.ReLU()(layers.Add()([x, inner]))


def _normalised(
    x: keras.KerasTensor,
    width: int,
    kernel: tuple[int, int],
    strides: tuple[int, int] = (1, 1),
    padding: str = "same",
) -> keras.KerasTensor:
    x = layers.Conv2D(width, kernel, strides, padding, use_bias=False, kernel_initializer="he_normal")(x)
    return layers.BatchNormalization()(x)
