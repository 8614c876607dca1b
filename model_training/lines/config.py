"""Every hyperparameter of a training on lines, in one frozen record that is saved with the result."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from model_training.config import STRICT, Count, Images, Record, Seed, Share, Spread, TrainConfig
from model_training.errors import RunError


@dataclass(frozen=True, slots=True, config=STRICT)
class LineConfig(Record):
    """One training. `epochs` and everything else was chosen on lines of held-out digits, never on a test set.

    An epoch shows `lines` lines of `width` columns, each composed anew: the share `written` of them of pen strokes, the
    others of MNIST's frames. `others` is the share of lines with letters, signs or drawings among the digits,
    `worn` of those with wear and clutter, `stretched` of those made wider or narrower, `seen` of those that the service
    saw on `seen_lines` pictures of numbers made for that. `validation_lines` are composed likewise of digits that are
    held out. What is held out and what is made up once is drawn by `split`, as in `TrainConfig`.
    Lines are composed of MNIST's frames, of so many `template_drawings`, of each of Pendigits' digits and so many
    `redrawings` of it, and of `letters` in strokes and as many in pixels. `precision` is Keras' name for what layers
    compute in; weights are float32 in both. On CPUs with AVX-512 BF16 the mixed one trains 1.4 times as fast.
    """

    kind: ClassVar[str] = "training config"

    seed: Seed = 20
    split: Seed | None = None
    epochs: Count = 40
    batch_size: Count = 32
    lines: Count = 30_000
    validation_lines: Count = 1_500
    width: Annotated[int, Field(ge=4, multiple_of=4)] = 192
    written: Share = 0.5
    others: Share = 0.14
    worn: Share = 0.55
    stretched: Share = 0.0
    seen: Share = 0.0
    template_drawings: Count = 16_000
    redrawings: Images = 3
    seen_lines: Images = 0
    letters: Images = 3_000
    learning_rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 2e-3
    warmup_epochs: Spread = 0.5
    weight_decay: Spread = 2e-2
    towers: Count = 2
    widths: tuple[Count, Count, Count, Count] = (32, 64, 96, 160)
    precision: Literal["float32", "mixed_bfloat16"] = "mixed_bfloat16"

    def digits(self) -> TrainConfig:
        """What says which digits are held out of lines."""
        return TrainConfig(seed=self.seed, split=self.split)

    @property
    def lot(self) -> int:
        """The seed of what there is to compose of and to choose by."""
        return self.digits().lot

    def refuse_learned(self, digits: TrainConfig) -> None:
        """Raises RunError where the lines were composed of digits that a training of single digits holds out."""
        if self.digits().held_out != digits.held_out:
            raise RunError("the lines were composed of digits that the digit model's training held out: use one seed")

    def __post_init__(self) -> None:
        if self.batch_size > self.lines:
            raise ValueError(f"a batch of {self.batch_size} needs more than {self.lines} lines")
        if self.warmup_epochs >= self.epochs:
            raise ValueError(f"{self.warmup_epochs} warmup_epochs leave nothing of {self.epochs} epochs")
