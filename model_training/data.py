"""What a training learns from, and what it chooses by."""

from pathlib import Path

from model_training import mnist
from model_training.config import TrainConfig
from model_training.mnist import Digits
from model_training.penmanship import drawings


def training_data(config: TrainConfig, data_dir: Path | None) -> tuple[Digits, Digits]:
    """MNIST's training images with drawings after the templates of other schools, and MNIST validation images.

    Raises DataError as `mnist.load` does.
    """
    training, validation = mnist.load_split(config, data_dir)
    return training.join(drawings(config.penned_images, config.seed)), validation
