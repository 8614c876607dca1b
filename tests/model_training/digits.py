"""Real handwriting that a test may carry: scikit-learn's bundled digits (UCI Optdigits, 8x8), in MNIST's frame."""

import cv2
import numpy as np
from sklearn.datasets import load_digits

from model_training.config import Augmentation, TrainConfig
from model_training.mnist import Digits

TINY = TrainConfig(
    seed=1,
    epochs=5,
    batch_size=32,
    train_images=640,
    template_images=0,
    cut_out_images=0,
    tablet_images=0,
    non_digits=64,
    several_digits=32,
    validation_images=160,
    learning_rate=5e-3,
    widths=(4, 8, 8),
    blocks=(1, 1),
    augmentation=Augmentation(
        rotation=2.0, elastic=0.2, shift=1.0, coarse=0.0, binary=0.0, stretched=0.0, wild=0.0, beside=0.0, soiled=0.0
    ),
)
"""A real training that takes seconds."""


def small_digits(n: int) -> Digits:
    bundle = load_digits()
    frames = np.zeros((n, 28, 28), np.uint8)
    for frame, image in zip(frames, bundle.images, strict=False):
        frame[4:24, 4:24] = np.clip(cv2.resize(image, (20, 20), interpolation=cv2.INTER_CUBIC) * (255 / 16), 0, 255)
    return Digits(frames, bundle.target[:n].astype(np.uint8))
