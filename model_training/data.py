"""What a training learns from: which parts are mixed, how many of each an epoch shows, and who teaches."""

import dataclasses
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from backend.recognition.errors import BlankInk
from backend.recognition.normalize import look
from backend.recognition.strokes import draw
from model_training.config import TrainConfig
from model_training.corrections import Corrections
from model_training.cut_outs import cut_out_digits
from model_training.datasets import CANVAS, OPTDIGITS, PenDigit
from model_training.hand import redraw
from model_training.held_out import HeldOut, frames_of, validation_digits
from model_training.mixture import Mixture, Part
from model_training.mnist import Digits
from model_training.outliers import Hand, any_template, non_digits, several_digits
from model_training.penmanship import RUNNING, TEMPLATES, drawings
from model_training.sources import Sources, origins
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
CUT_OUTS = "digits cut out of made-up rows"
NO_DIGITS = "made-up non-digits"
ROWS = "made-up rows of digits"
"""What the parts of a mixture are called."""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What to learn from, the digits to choose by, where both are from, who teaches, and how many processes make
    batches (`stream`)."""

    mixture: Mixture
    validation: Digits
    sources: Sources
    teacher: Teacher | None = None
    workers: int = 0

    def taught_by(self, teacher: Teacher) -> "TrainingSet":
        sources = dataclasses.replace(self.sources, data=f"{self.sources.data}; taught by {teacher.told}")
        return dataclasses.replace(self, sources=sources, teacher=teacher)


def training_set(
    config: TrainConfig,
    digits: Digits,
    validation: Digits,
    held_out: HeldOut,
    corrections: Sequence[Corrections] = (),
) -> TrainingSet:
    """All that a training needs, without the sources that are missing; `digits` and `validation` are MNIST's."""
    learned, seed = held_out.learned, config.lot
    parts = [
        Part(FROM_MNIST, digits, config.train_images),
        Part(FROM_TEMPLATES, drawings(_POOL * config.template_images, seed), config.template_images),
        Part(FROM_PENS, _redrawn(learned, config.tablet_images, seed), config.tablet_images),
        *(_corrected(one, config) for one in corrections),
        *(
            Part(title, frames_of(held_out.pictures[name][0]), count)
            for name, title, count in _picture_parts(config, held_out)
        ),
        Part(CUT_OUTS, _cut_out(digits, config), config.cut_out_images),
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


def _corrected(corrections: Corrections, config: TrainConfig) -> Part:
    learned, kept = corrections.learned, len(corrections.kept)
    count = min(_REPEATED * len(learned), round(_MOST_CORRECTED * config.train_images))
    apart = f" ({kept:,} others kept apart)" if kept else ""
    name = f"of the {len(learned):,} digits of {corrections.name}{apart}, redrawn"
    return Part(name, _redrawn(learned, count, config.lot), count)


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


def _picture_parts(config: TrainConfig, held_out: HeldOut) -> list[tuple[str, str, int]]:
    """Name, title and images an epoch of each set of pictures that is there."""
    parts = [
        (OPTDIGITS, FROM_SCANS, config.scanned_images),
        (CANVAS, FROM_CANVAS, config.canvas_images),
    ]
    return [part for part in parts if part[0] in held_out.pictures]


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
    count, rng = _POOL * config.cut_out_images, np.random.default_rng(config.lot)
    if not count:
        return digits.take(np.arange(0))
    written = drawings(config.cut_out_images, config.lot, TEMPLATES + RUNNING)
    drawn = digits.take(rng.integers(len(digits), size=config.cut_out_images)).join(written)
    frames, labels = [], []
    for ink, label in zip(*cut_out_digits(drawn, count, rng), strict=True):
        with suppress(BlankInk):  # what is too faint on its paper
            frames.append(look(ink).frame)
            labels.append(label)
    return Digits(np.stack(frames), np.array(labels, np.uint8))


def _hand(learned: list[PenDigit]) -> Hand:
    return (lambda rng: learned[rng.integers(len(learned))].strokes) if learned else any_template
