"""Real handwriting split into what is learned from and what is chosen by."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from backend.recognition.ink import ImageInk
from backend.recognition.normalize import look
from backend.recognition.strokes import draw
from model_training.config import TrainConfig
from model_training.datasets import CANVAS, OPTDIGITS, PENDIGITS, PenDigit, Pictures, find, read_digits, read_pen_digits
from model_training.mnist import Digits

MNIST = "MNIST"
_KINDS = {OPTDIGITS: "scans", CANVAS: "canvas"}


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


def _split(pictures: Pictures, config: TrainConfig) -> tuple[Pictures, Pictures]:
    order = np.random.default_rng(config.lot).permutation(len(pictures))
    held = round(config.validation_share * len(pictures))
    return pictures.take(order[held:]), pictures.take(order[:held])


def frames_of(pictures: Pictures) -> Digits:
    """As the service sees them."""
    frames = [look(ImageInk(picture)).frame for picture in tqdm(pictures.pictures, desc="pictures", leave=False)]
    return Digits(np.stack(frames), pictures.labels)
