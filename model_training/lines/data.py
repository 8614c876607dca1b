"""What a training on lines learns from: hands by which its lines are composed, and the batches of them."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.recognition.line_network import OTHER
from model_training.datasets import PenDigit
from model_training.doodles import doodle
from model_training.hand import redraw
from model_training.held_out import HeldOut, frames_of
from model_training.letters import write_letter
from model_training.lines.compose import compose
from model_training.lines.config import LineConfig
from model_training.lines.hands import bar, framed_hand, template_hand
from model_training.lines.seen import SeenLine, Writers, seen_lines
from model_training.lines.shapes import Frame, Hand, Shape, of_frame, of_strokes, thinned
from model_training.lines.wear import bend, beneath, pen, wear
from model_training.mnist import Digits
from model_training.outliers import non_digits
from model_training.sources import Sources, origins
from model_training.workers import stream

Batch = tuple[Frame, NDArray[np.int32]]
"""uint8 (n, HEIGHT, width) strips and int32 (n, longest) symbols, filled up with -1."""

_NEIGHBOURS = 0.1  # of the lines have ink of another one above or below
_MOST = 48  # symbols of a line
_WIDER = (-0.1, 0.4)  # logarithms of the least and the most that a line is stretched: it is read so, too (`looks`)


@dataclass(frozen=True, slots=True)
class Hands:
    """By which lines are written: `framed` of pixels, `written` of strokes, and `others` that write no digits.

    One hand as often as the other; one that is to write more lines stands there several times. `seen` are lines that
    are composed already.
    """

    framed: Sequence[Hand]
    written: Sequence[Hand]
    others: Sequence[Hand]
    seen: Sequence[SeenLine] = ()


@dataclass(frozen=True, slots=True)
class LineSet:
    """What to learn from, the lines to choose by, where both are from, and how many processes compose (`stream`)."""

    hands: Hands
    validation: Batch
    sources: Sources
    workers: int = 0


def line_set(config: LineConfig, digits: Digits, validation: Digits, held_out: HeldOut, workers: int = 0) -> LineSet:
    """All that a training on lines needs; `digits` and `validation` are MNIST's, what else there is `held_out` has."""
    rng = np.random.default_rng(config.lot)
    pictures = [frames_of(learned) for learned, _ in held_out.pictures.values()]
    others = _others(config.letters, digits, config.lot, rng)
    templates = template_hand(config.template_drawings, rng)
    writers = _writers(held_out.learned, config.redrawings, rng)
    thick, thin = framed_hand(digits), framed_hand(digits, thinned)
    hands = Hands(
        framed=[*[thick, thin] * 3, *map(framed_hand, pictures)],
        written=[*[templates] * max(len(writers), 1), *writers],
        others=others,
        seen=seen_lines(
            Writers(digits, [thick, thin, templates], _twice(held_out.learned, rng)),
            config.seen_lines,
            config.width,
            config.lot,
            workers,
        ),
    )
    return LineSet(hands, validation_lines(config, validation, held_out), _sources(config, held_out), workers)


def validation_lines(config: LineConfig, validation: Digits, held_out: HeldOut) -> Batch:
    """The lines to choose by: of MNIST's `validation` digits, held-out writers, and letters made for them alone."""
    seed = config.lot + 1
    rng = np.random.default_rng(seed)
    others = _others(config.letters, validation, seed, rng)
    hand = framed_hand(validation)
    writers = Writers(validation, [hand], held_out.chosen_by)
    seen = seen_lines(writers, min(config.seen_lines, config.validation_lines), config.width, seed)
    hands = Hands([hand], _writers(held_out.chosen_by, 0, rng), others, seen)
    return examples(hands, config, config.validation_lines)


def examples(hands: Hands, config: LineConfig, size: int) -> Batch:
    """So many lines, the same each time."""
    return batch(hands, config, size, np.random.default_rng([config.lot, 0]))


def batches(hands: Hands, config: LineConfig, first_epoch: int, workers: int = 0) -> Generator[Batch, None, None]:
    """The batches of all epochs from `first_epoch` on, without end; what is in one its epoch and step decide.

    So many `workers` beside this process compose them, as `stream` says.
    """
    return stream(partial(_batch, hands, config), steps_per_epoch(config), first_epoch, workers)


def _batch(hands: Hands, config: LineConfig, epoch: int, step: int) -> Batch:
    return batch(hands, config, config.batch_size, np.random.default_rng([config.seed, epoch, step]))


def steps_per_epoch(config: LineConfig) -> int:
    return config.lines // config.batch_size


def batch(hands: Hands, config: LineConfig, size: int, rng: np.random.Generator) -> Batch:
    strips: list[Frame] = []
    rows = np.full((size, _MOST), -1, np.int32)
    for row in rows:
        if hands.seen and rng.random() < config.seen:
            strip, symbols = hands.seen[int(rng.integers(len(hands.seen)))].again(config.width, rng)
        else:
            strip, symbols = _line(hands, config, rng)
            if strips and rng.random() < _NEIGHBOURS:
                strip = beneath(strip, strips[-1], rng)
            strip = wear(strip, rng) if rng.random() < config.worn else strip
        strips.append(strip)
        row[: len(symbols)] = symbols[:_MOST]
    return np.stack(strips), rows


def _line(hands: Hands, config: LineConfig, rng: np.random.Generator) -> tuple[Frame, list[int]]:
    written = not hands.framed or (bool(hands.written) and rng.random() < config.written)
    hand = _any(hands.written if written else hands.framed, rng)
    others = _any(hands.others, rng) if hands.others and rng.random() < config.others else None
    wider = float(np.exp(rng.uniform(*_WIDER))) if rng.random() < config.stretched else 1.0
    ink, symbols = compose(hand, others, round(config.width / wider), rng)
    if wider != 1.0:
        ink = np.asarray(cv2.resize(ink, (config.width, len(ink)), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return pen(bend(ink, rng), rng), symbols


def _any(hands: Sequence[Hand], rng: np.random.Generator) -> Hand:
    return hands[int(rng.integers(len(hands)))]


def _twice(written: list[PenDigit], rng: np.random.Generator) -> list[PenDigit]:
    """Digits as they were written, and redrawn by as many other writers: those are in another unit, and numbers are of
    one writer each."""
    redrawn = [replace(digit, writer=-1 - digit.writer, strokes=redraw(digit.strokes, rng)) for digit in written]
    return [*written, *redrawn]


def _writers(written: list[PenDigit], redrawings: int, rng: np.random.Generator) -> list[Hand]:
    """A hand for each writer, each digit as it was written and so many times redrawn."""
    writers: dict[int, list[Shape]] = {}
    for digit in bar(written, "writers"):
        drawn = [digit.strokes, *(redraw(digit.strokes, rng) for _ in range(redrawings))]
        writers.setdefault(digit.writer, []).extend(of_strokes(strokes, digit.label) for strokes in drawn)
    return [Hand(shapes) for shapes in writers.values()]


def _others(count: int, digits: Digits, seed: int, rng: np.random.Generator) -> list[Hand]:
    """One hand of so many letters and drawings in strokes and as many non-digits in pixels; none where it has none."""
    strokes = [of_strokes((write_letter if n % 4 else doodle)(rng), OTHER) for n in bar(range(count), "letters")]
    frames = [of_frame(frame, OTHER) for frame in non_digits(count, seed, digits).frames if frame.any()]
    return [Hand((*strokes, *frames))] if strokes or frames else []


def _sources(config: LineConfig, held_out: HeldOut) -> Sources:
    learned = [
        "MNIST training digits",
        "digits drawn after templates",
        *(["digits of Pendigits' writers, redrawn"] if held_out.learned else []),
        *(f"digits of {name}" for name in held_out.pictures),
    ]
    seen = f", {config.seen:.0%} of them as the service sees pictures of numbers" if config.seen_lines else ""
    return origins(
        f"an epoch: {config.lines:,} lines composed of {', '.join(learned)}, letters and drawings made up{seen}",
        f"{config.validation_lines:,} lines composed likewise of digits and writers held out",
        held_out,
    )
