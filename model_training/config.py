"""Every hyperparameter of a training, in one frozen record that is saved with the result."""

import dataclasses
import json
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from backend.recognition.card import Training
from model_training.errors import RunError

STRICT = ConfigDict(extra="forbid", strict=True)
Spread = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
Images = Annotated[int, Field(ge=0)]
Seed = Annotated[int, Field(ge=0)]


class Record:
    """What is written as JSON beside what it is about, and read back without a loss; `kind` is its name in errors."""

    __slots__ = ()
    kind: ClassVar[str] = "record"

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"  # type: ignore[call-overload]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises RunError where the text is none: every wrong, unknown or impossible field in one line."""
        try:
            return TypeAdapter(cls).validate_json(text)
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, item['loc']))} {item['msg']}".strip() for item in error.errors()]
            raise RunError(f"not a {cls.kind}: {'; '.join(wrong)}") from error

    @classmethod
    def of(cls, training: Training) -> Self:
        """What a card says of its training. Raises RunError where that is of another kind."""
        return cls.from_json(json.dumps(training.config))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises RunError."""
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise RunError(f"no {cls.kind} can be read at {path}: {error}") from error


@dataclass(frozen=True, slots=True, config=STRICT)
class Augmentation:
    """Spread of what one training image is turned into anew in each epoch. Pixels are those of the 28x28 frame.

    `rotation` degrees and `slant` (tangent) are standard deviations; `scale` is the standard deviation of the
    logarithm, drawn apart for x and y; `shift` is the largest move; `elastic` the standard deviation of the
    displacement at the nodes of a grid `elastic_cell` pixels apart; `thickness` the largest share of a full
    3x3 dilation or erosion; `blur` the largest sigma; `noise` the largest standard deviation in grey levels;
    `coarse` and `binary` are the shares of images re-scanned at 10 to 20 pixels, half of them without greys, or in
    black and white; `stretched` of those widened towards a square, as some scanners' software does; `wild` of those
    moved and bent almost twice as far; `beside` of those with edges of other writing at a side or two; `soiled` of
    those spoilt on the way (`soil`).
    """

    rotation: Spread = 7.0
    slant: Spread = 0.15
    scale: Spread = 0.07
    shift: Spread = 1.5
    elastic: Spread = 0.7
    elastic_cell: Count = 7
    thickness: Share = 0.5
    blur: Spread = 0.7
    noise: Spread = 6.0
    coarse: Share = 0.1
    binary: Share = 0.04
    stretched: Share = 0.1
    wild: Share = 0.1
    beside: Share = 0.08
    soiled: Share = 0.18


@dataclass(frozen=True, slots=True, config=STRICT)
class TrainConfig(Record):
    """One training. `epochs` and everything else was chosen on the validation split, never on the test set.

    An epoch shows so many images of each source (`data`): `train_images` of MNIST, drawings after the templates of
    `penmanship`, digits of Pendigits' writers redrawn, Optdigits' scans, the canvas' digits, digits cut out of rows,
    and what is no digit or several. Held out to choose by are `validation_images` of MNIST, the `validation_writers` of
    Pendigits, and the `validation_share` of scans and canvas digits. What is held out and what is made up is drawn by
    `split`, weights, order and augmentation by `seed`, or by that all where there is no split. With a teacher,
    `distillation` is its share in what is to be answered. `widths` are the channels of the stem and of each stage after
    it, `blocks` the residual blocks of a stage, `stem_blocks` those before the picture is halved for the first time.
    """

    kind: ClassVar[str] = "training config"

    seed: Seed = 20
    split: Seed | None = None
    epochs: Count = 40
    batch_size: Count = 256
    validation_images: Count = 5_000
    train_images: Count = 55_000
    template_images: Images = 5_000
    tablet_images: Images = 14_000
    scanned_images: Images = 4_000
    canvas_images: Images = 1_000
    cut_out_images: Images = 8_000
    non_digits: Images = 18_000
    several_digits: Images = 6_000
    validation_writers: tuple[int, ...] = (5, 10, 15, 20, 25, 30)
    validation_share: Share = 0.2
    learning_rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 3e-3
    warmup_epochs: Spread = 1.0
    weight_decay: Spread = 2e-2
    label_smoothing: Share = 0.05
    distillation: Share = 0.8
    widths: Annotated[tuple[Count, ...], Field(min_length=2)] = (16, 32, 64)
    blocks: tuple[Images, ...] = (2, 2)
    stem_blocks: Images = 0
    augmentation: Augmentation = Augmentation()

    def digits(self) -> "TrainConfig":
        """What says which digits are held out."""
        return self

    @property
    def lot(self) -> int:
        """The seed of what there is to learn from and to choose by."""
        return self.seed if self.split is None else self.split

    @property
    def held_out(self) -> tuple[object, ...]:
        """All that decides which digits are held out."""
        return self.lot, self.validation_images, self.validation_writers, self.validation_share

    def refuse_learned(self, what: str, earlier: "TrainConfig") -> None:
        """Raises RunError where what another config trained learned from digits that this one holds out."""
        if earlier.held_out != self.held_out:
            raise RunError(f"{what} learned from digits that are to be held out now: use its seed, or split by it")

    def __post_init__(self) -> None:
        if self.batch_size > self.train_images:
            raise ValueError(f"a batch of {self.batch_size} needs more than {self.train_images} train_images")
        if len(self.blocks) != len(self.widths) - 1:
            raise ValueError(f"{len(self.widths)} widths are a stem and stages for {len(self.widths) - 1} blocks")
        if self.warmup_epochs >= self.epochs:
            raise ValueError(f"{self.warmup_epochs} warmup_epochs leave nothing of {self.epochs} epochs")
