"""What a training learns from, in which mixture, and what it chooses by."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk
from backend.recognition.normalize import look
from backend.recognition.strokes import draw
from model_training import mnist
from model_training.config import TrainConfig
from model_training.corrections import Corrections
from model_training.cut_outs import cut_out_digits
from model_training.datasets import (
    CANVAS,
    CREDITS,
    OPTDIGITS,
    PENDIGITS,
    PenDigit,
    Pictures,
    find,
    read_digits,
    read_pen_digits,
)
from model_training.errors import RunError
from model_training.hand import redraw
from model_training.mnist import Digits
from model_training.outliers import Hand, any_template, non_digits, several_digits
from model_training.penmanship import RUNNING, TEMPLATES, drawings
from model_training.teacher import Teacher

_POOL = 2  # times as many made-up images as an epoch shows

_REPEATED, _MOST_CORRECTED = 4, 0.25
"""Times that an epoch shows each correction, by another hand each time, up to this share of MNIST's images: they are
few and tell what went wrong, but must not become most of what is learned."""
FROM_MNIST = "MNIST training images"
FROM_TEMPLATES = "drawings made after templates"
FROM_PENS = "digits of Pendigits' writers, redrawn"
FROM_SCANS = "scans of Optdigits' writers"
FROM_CANVAS = "digits drawn on a canvas"
FROM_ROWS = "digits cut out of made-up rows"
NO_DIGITS = "made-up non-digits"
ROWS = "made-up rows of digits"
"""What the parts of a mixture are called."""

MNIST = "MNIST"
_KINDS = {OPTDIGITS: "scans", CANVAS: "canvas"}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a training's images are from, as the model card says it: in words, and as SHA-256 by file."""

    data: str
    validation: str
    sha256: dict[str, str]
    licence: str

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def read(cls, path: Path) -> "Sources":
        """Raises RunError."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise RunError(f"what was learned from cannot be read at {path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Part:
    """A pool of images of one source, of which each epoch shows `per_epoch`."""

    name: str
    pool: Digits
    per_epoch: int


@dataclass(frozen=True, slots=True)
class Mixture:
    """What an epoch is made of."""

    parts: tuple[Part, ...]

    @property
    def per_epoch(self) -> int:
        return sum(part.per_epoch for part in self.parts)

    def without(self, name: str) -> "Mixture":
        """Without one of its parts, of all others more, so that an epoch is about as long."""
        left = [part for part in self.parts if part.name != name]
        more = self.per_epoch / sum(part.per_epoch for part in left)
        return Mixture(tuple(dataclasses.replace(part, per_epoch=round(part.per_epoch * more)) for part in left))

    def join(self) -> Digits:
        """All pools, one after the other."""
        digits = self.parts[0].pool
        for part in self.parts[1:]:
            digits = digits.join(part.pool)
        return digits

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        """(per_epoch,) indices into `join`, shuffled: none of a pool a second time before each was shown once."""
        chosen, start = [], 0
        for part in self.parts:
            rounds = -(-part.per_epoch // len(part.pool))
            drawn = np.concatenate([rng.permutation(len(part.pool)) for _ in range(rounds)])
            chosen.append(start + drawn[: part.per_epoch])
            start += len(part.pool)
        return np.asarray(rng.permutation(np.concatenate(chosen)))


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What to learn from, the digits to choose by, where both are from, and who teaches."""

    mixture: Mixture
    validation: Digits
    sources: Sources
    teacher: Teacher | None = None

    def taught_by(self, teacher: Teacher) -> "TrainingSet":
        sources = dataclasses.replace(self.sources, data=f"{self.sources.data}; {teacher.told}")
        return dataclasses.replace(self, sources=sources, teacher=teacher)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Real handwriting split into what is learned from and what is chosen by; of a set that is not there, none.

    `pictures` are those learned from and those chosen by; `sha256` is of each file that was read.
    """

    learned: list[PenDigit]
    chosen_by: list[PenDigit]
    pictures: dict[str, tuple[Pictures, Pictures]]
    missing: tuple[str, ...]
    sha256: dict[str, str]


def hold_out(config: TrainConfig, data_dir: Path | None) -> HeldOut:
    """Reads the sets beside MNIST that `data_dir` has: Pendigits split by writer, scans and canvas digits at random.

    Raises DataError where one is damaged.
    """
    names = (PENDIGITS, OPTDIGITS, CANVAS)
    paths = {name: path for name in names if (path := find(name, data_dir))}
    pens = read_pen_digits(paths[PENDIGITS]) if PENDIGITS in paths else []
    pictures = {name: _split(read_digits(paths[name]), config) for name in (OPTDIGITS, CANVAS) if name in paths}
    return HeldOut(
        learned=[digit for digit in pens if digit.writer not in config.validation_writers],
        chosen_by=[digit for digit in pens if digit.writer in config.validation_writers],
        pictures=pictures,
        missing=tuple(name for name in names if name not in paths),
        sha256={name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()},
    )


def training_set(
    config: TrainConfig,
    digits: Digits,
    validation: Digits,
    held_out: HeldOut,
    corrections: Sequence[Corrections] = (),
) -> TrainingSet:
    """All that a training needs, without the sources that are missing; `digits` and `validation` are MNIST's."""
    learned, seed = held_out.learned, config.seed
    parts = [
        Part(FROM_MNIST, digits, config.train_images),
        Part(FROM_TEMPLATES, drawings(_POOL * config.template_images, seed), config.template_images),
        Part(FROM_PENS, _redrawn(learned, config.tablet_images, seed), config.tablet_images),
        *(_corrected(one, config) for one in corrections),
        *(
            Part(title, frames_of(held_out.pictures[name][0]), count)
            for name, title, count in _picture_parts(config, held_out)
        ),
        Part(FROM_ROWS, _cut_out(digits, config), config.cut_out_images),
        Part(NO_DIGITS, non_digits(_POOL * config.non_digits, seed, digits), config.non_digits),
        Part(
            ROWS,
            several_digits(_POOL * config.several_digits, seed, digits, _hand(learned)),
            config.several_digits,
        ),
    ]
    mixture = Mixture(tuple(part for part in parts if part.per_epoch and len(part.pool)))
    return TrainingSet(
        mixture, validation_digits(validation, held_out), _sources(mixture, config, held_out, corrections)
    )


def validation_digits(validation: Digits, held_out: HeldOut) -> Digits:
    """MNIST's `validation` images, and as the service sees them held-out writers' digits, scans and canvas digits."""
    first, *others = validation_kinds(validation, held_out).values()
    for digits in others:
        first = first.join(digits)
    return first


def validation_kinds(validation: Digits, held_out: HeldOut) -> dict[str, Digits]:
    """The same, each kind by its name; what is not there is not among them."""
    kinds = {MNIST: validation}
    if held_out.chosen_by:
        frames = np.stack([draw(digit.strokes) for digit in held_out.chosen_by])
        kinds["writers"] = Digits(frames, np.array([digit.label for digit in held_out.chosen_by], np.uint8))
    for name, (_, chosen_by) in held_out.pictures.items():
        kinds[_KINDS[name]] = frames_of(chosen_by)
    return kinds


def _corrected(corrections: Corrections, config: TrainConfig) -> Part:
    learned, kept = corrections.learned, len(corrections.kept)
    count = min(_REPEATED * len(learned), round(_MOST_CORRECTED * config.train_images))
    apart = f" ({kept:,} others kept apart)" if kept else ""
    name = f"of the {len(learned):,} digits of {corrections.name}{apart}, redrawn"
    return Part(name, _redrawn(learned, count, config.seed), count)


def _sources(mixture: Mixture, config: TrainConfig, held_out: HeldOut, corrections: Sequence[Corrections]) -> Sources:
    writers = ", ".join(map(str, config.validation_writers))
    chosen_by = [
        (config.validation_images, "other MNIST training images"),
        (len(held_out.chosen_by), f"digits of Pendigits' writers {writers}"),
        *((len(held_out.pictures[name][1]), f"other {title}") for name, title, _ in _picture_parts(config, held_out)),
    ]
    sources = origins(
        "an epoch: " + ", ".join(f"{part.per_epoch:,} {part.name}" for part in mixture.parts),
        ", ".join(f"{count:,} {title}" for count, title in chosen_by if count),
        held_out,
    )
    return dataclasses.replace(
        sources,
        sha256=sources.sha256 | {one.name: one.sha256 for one in corrections},
        licence="; ".join([sources.licence, *(f"{one.name}, under terms of its own" for one in corrections)]),
    )


def origins(data: str, validation: str, held_out: HeldOut) -> Sources:
    """What was learned from and chosen by, in words, with the sums and credits of MNIST and of what was held out of."""
    credits_ = [mnist.CREDIT, *(CREDITS[name] for name in held_out.sha256)]
    return Sources(
        data=data,
        validation=validation,
        sha256={name: digest for name, digest in mnist.SHA256.items() if name.startswith("train")} | held_out.sha256,
        licence=f"MIT; trained on {'; '.join(credits_)}",
    )


def _picture_parts(config: TrainConfig, held_out: HeldOut) -> list[tuple[str, str, int]]:
    """Name, title and images an epoch of each set of pictures that is there."""
    parts = [
        (OPTDIGITS, FROM_SCANS, config.scanned_images),
        (CANVAS, FROM_CANVAS, config.canvas_images),
    ]
    return [part for part in parts if part[0] in held_out.pictures]


def _split(pictures: Pictures, config: TrainConfig) -> tuple[Pictures, Pictures]:
    order = np.random.default_rng(config.seed).permutation(len(pictures))
    held = round(config.validation_share * len(pictures))
    return pictures.take(order[held:]), pictures.take(order[:held])


def _redrawn(learned: list[PenDigit], per_epoch: int, seed: int) -> Digits:
    """Twice as many frames as an epoch shows, each digit as often as any other, each time by another hand."""
    rng = np.random.default_rng(seed)
    count = _POOL * per_epoch if learned else 0
    chosen = [learned[index % len(learned)] for index in range(count)]
    frames = [draw(redraw(digit.strokes, rng)) for digit in tqdm(chosen, desc="redrawn digits", leave=False)]
    labels = np.array([digit.label for digit in chosen], np.uint8)
    return Digits(np.array(frames, np.uint8).reshape(count, 28, 28), labels)


def _cut_out(digits: Digits, config: TrainConfig) -> Digits:
    """Twice as many frames as an epoch shows of digits cut out of rows of MNIST's and of drawings, hurried ones, too.

    As the service sees them: with a neighbour's ink, without an edge, on printed paper.
    """
    count, rng = _POOL * config.cut_out_images, np.random.default_rng(config.seed)
    if not count:
        return digits.take(np.arange(0))
    written = drawings(config.cut_out_images, config.seed, TEMPLATES + RUNNING)
    drawn = digits.take(rng.integers(len(digits), size=config.cut_out_images)).join(written)
    frames, labels = [], []
    for ink, label in zip(*cut_out_digits(drawn, count, rng), strict=True):
        with suppress(BlankInk):  # what is too faint on its paper
            frames.append(look(ink).frame)
            labels.append(label)
    return Digits(np.stack(frames), np.array(labels, np.uint8))


def _hand(learned: list[PenDigit]) -> Hand:
    return (lambda rng: learned[rng.integers(len(learned))].strokes) if learned else any_template


def frames_of(pictures: Pictures) -> Digits:
    """As the service sees them."""
    frames = [look(ImageInk(picture)).frame for picture in tqdm(pictures.pictures, desc="pictures", leave=False)]
    return Digits(np.stack(frames), pictures.labels)
