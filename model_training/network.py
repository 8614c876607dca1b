"""The network: a small residual CNN that halves its picture early and weighs every place of the last map."""

import keras
from keras import layers

from model_training.config import TrainConfig
from model_training.outliers import CLASSES


def build(config: TrainConfig) -> keras.Model:
    """uint8 (n, 28, 28) frames to float32 (n, CLASSES) logits. He-initialised, seeded through Keras."""
    stem, *stages = config.widths
    frames = keras.Input((28, 28), dtype="uint8", name="frames")
    x = layers.Rescaling(1 / 255)(frames)
    x = layers.Reshape((28, 28, 1))(x)
    x = _convolve(x, stem)
    for _ in range(config.stem_blocks):
        x = _residual(x, stem)
    for width, blocks in zip(stages, config.blocks, strict=True):
        x = _convolve(x, width, strides=2)
        for _ in range(blocks):
            x = _residual(x, width)
    x = layers.Flatten()(_pool(x))
    return keras.Model(frames, layers.Dense(CLASSES, name="logits")(x), name="digits")


def _convolve(x: keras.KerasTensor, width: int, strides: int = 1) -> keras.KerasTensor:
    return layers.ReLU()(_normalised(x, width, strides))


def _residual(x: keras.KerasTensor, width: int) -> keras.KerasTensor:
    """Two convolutions beside the identity (He et al. 2015)."""
    return layers.ReLU()(layers.Add()([x, _normalised(_convolve(x, width), width, 1)]))


def _normalised(x: keras.KerasTensor, width: int, strides: int) -> keras.KerasTensor:
    x = layers.Conv2D(width, 3, strides, "same", use_bias=False, kernel_initializer="he_normal")(x)
    return layers.BatchNormalization()(x)


def _pool(x: keras.KerasTensor) -> keras.KerasTensor:
    """Two learned weights a place and channel: like average pooling, but it knows where on the frame ink lies."""
    return layers.DepthwiseConv2D(x.shape[1:3], depth_multiplier=2, use_bias=False)(x)
