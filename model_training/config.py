"""Every hyperparameter of a training, in one frozen record that is saved with the result."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from model_training.errors import RunError


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Spread of what one training image is turned into anew in each epoch. Pixels are those of the 28x28 frame.

    `rotation` degrees and `slant` (tangent) are standard deviations; `scale` is the standard deviation of the
    logarithm, drawn apart for x and y; `shift` is the largest move; `elastic` the standard deviation of the
    displacement at the nodes of a grid `elastic_cell` pixels apart; `thickness` the largest share of a full
    3x3 dilation or erosion; `blur` the largest sigma; `noise` the largest standard deviation in grey levels;
    `coarse` and `binary` are the shares of images re-scanned at 14 to 20 pixels, or in black and white.
    """

    rotation: float = 7.0
    slant: float = 0.15
    scale: float = 0.07
    shift: float = 1.5
    elastic: float = 0.7
    elastic_cell: int = 7
    thickness: float = 0.5
    blur: float = 0.7
    noise: float = 6.0
    coarse: float = 0.06
    binary: float = 0.04


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """One training. `epochs` and everything else was chosen on the validation split, never on the test set.

    `penned_images` drawings after the templates of `penmanship` are learned beside `train_images` of MNIST.
    """

    seed: int = 20
    epochs: int = 40
    batch_size: int = 128
    validation_images: int = 5_000
    train_images: int = 55_000
    penned_images: int = 8_000
    learning_rate: float = 2e-3
    warmup_epochs: float = 1.0
    weight_decay: float = 2e-2
    label_smoothing: float = 0.05
    widths: tuple[int, int, int] = (16, 32, 64)
    blocks: int = 2
    augmentation: Augmentation = Augmentation()

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "TrainConfig":
        """Raises RunError where the text is no config."""
        try:
            data = json.loads(text)
            augmentation = Augmentation(**data.pop("augmentation"))
            return cls(augmentation=augmentation, **data | {"widths": tuple(data["widths"])})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RunError(f"not a training config: {error}") from error

    @classmethod
    def read(cls, path: Path) -> "TrainConfig":
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise RunError(f"no config can be read at {path}: {error.strerror}") from error
