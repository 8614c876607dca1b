"""A reduced budget: so much of a training that many of them can be compared in the time of one."""

import dataclasses
from dataclasses import dataclass

from model_training.config import TrainConfig
from model_training.errors import RunError

LEAST = 1_000
"""Images of an epoch below which the shares of the sources are no longer those of the recipe."""

_BATCH = 64  # a short training needs its steps more than their speed
_WARMUP = 0.1  # of the epochs
_SOURCES = (
    *("train_images", "template_images", "tablet_images", "scanned_images", "canvas_images"),
    *("cut_out_images", "non_digits", "several_digits"),
)


@dataclass(frozen=True, slots=True)
class Budget:
    """So many epochs of so many images each. Raises RunError where that is nonsense."""

    epochs: int
    images: int

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.images < LEAST:
            raise RunError(f"{self.epochs} epochs of {self.images:,} images are too few: at least 1 of {LEAST:,}")

    def cut(self, config: TrainConfig) -> TrainConfig:
        """The same recipe in the small: an epoch shows of each source the same share of fewer images."""
        share = self.images / sum(getattr(config, name) for name in _SOURCES)
        counts = {name: round(getattr(config, name) * share) for name in _SOURCES}
        warmup = _WARMUP * self.epochs
        return dataclasses.replace(config, epochs=self.epochs, warmup_epochs=warmup, batch_size=_BATCH, **counts)

    @property
    def flags(self) -> str:
        """As the commands take it."""
        return f"--epochs {self.epochs} --images {self.images}"

    def __str__(self) -> str:
        return f"{self.epochs} epochs of {self.images:,} images"
