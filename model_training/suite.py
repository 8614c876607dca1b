"""The sets that `evaluate` measures, whence they come and what each is for; sets that are not there are named."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from tqdm import tqdm

from backend.recognition.ink import ImageInk, StrokeInk
from model_training import mnist
from model_training.config import TrainConfig
from model_training.corruptions import CORRUPTIONS, corrupt
from model_training.cut_outs import cut_out_digits, enlarged_digits
from model_training.datasets import CANVAS, CREDITS, OPTDIGITS, PENDIGITS, PenDigit, Pictures, find, read_pictures
from model_training.errors import DataError
from model_training.held_out import hold_out
from model_training.mnist import Digits
from model_training.photos import photographed_digits
from model_training.readings import Inks
from model_training.scans import read_amounts, read_pages

Role = Literal["test", "validation", "development"]
"""Whether nothing was chosen by a set; or weights and policy were; or image path and made-up non-digits were worked on
while looking at it. The figures of the last two flatter."""

Labels = NDArray[Any]
"""(n,) what is written: uint8 digits, or texts that are none."""

FRAMES = "MNIST test, frames as they are"
PICTURES = "MNIST test, as pictures through the image path"
CORRUPTED = f"MNIST test under {len(CORRUPTIONS)} corruptions like MNIST-C's"
STROKES = "pen strokes of writers not learned from"
PHOTOS = "MNIST test digits on made-up photos of sheets on desks"
TIGHT = "MNIST test digits enlarged and cut out at their edges"
CUT_OUT = "MNIST test digits cut out of rows, neighbours' ink left in"
COARSE = "scans at 8x8 pixels of other writers"

LOOKALIKES = "OoIlZzSsbBgq"
"""Letters whose usual hand-written form is a digit's, but for what a hasty hand leaves out: O o 0, I l 1, Z z 2, S s 5,
b 6, B 8, g q 9. Whoever sees one alone may read a digit. G's bar, Q's tail, D's back, J's hook, y's open top and the
dot of an i are there in a hasty hand, too: these letters count as unlike any digit."""


@dataclass(frozen=True, slots=True)
class InkSet:
    """Inks under one name, and what is written. `credit` says whose they are where their pictures may be shown."""

    name: str
    role: Role
    inks: Inks
    labels: Labels
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """Sets of digits, of corrupted MNIST digits, and of what is no digit. `skipped`: a line per set not there."""

    digits: tuple[InkSet, ...]
    corrupted: tuple[InkSet, ...] = ()
    others: tuple[InkSet, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A set that lies in the data folder. `read` raises DataError."""

    name: str
    file: str
    read: Callable[[Path], tuple[Inks, Labels]]


def mnist_suite(test: Digits) -> Suite:
    """MNIST's test images as frames, and as a scanner would hand them in: dark ink on white."""
    pictures = [ImageInk(picture) for picture in 255 - test.frames]
    return Suite(
        (
            InkSet(FRAMES, "test", test.frames, test.labels, mnist.CREDIT),
            InkSet(PICTURES, "test", pictures, test.labels, mnist.CREDIT),
        )
    )


def whole_suite(test: Digits, data_dir: Path | None, config: TrainConfig) -> Suite:
    """MNIST's test images, and under corruptions; what `data_dir` has of other writing, and of what is no digit.

    `config` says what the model's training held out to choose by. Raises DataError where a set is damaged.
    """
    held_out, not_held_out = _held_out(config, data_dir)
    digits, no_digits = _gather(_DIGITS, data_dir)
    others, no_others = _gather(_OTHERS, data_dir)
    return Suite(
        digits=(*mnist_suite(test).digits, *held_out, _bundled(), _cut_out(test), _tight(test), _photos(test), *digits),
        corrupted=tuple(_corrupted(test)),
        others=others,
        skipped=(*not_held_out, *no_digits, *no_others),
    )


def _corrupted(test: Digits) -> list[InkSet]:
    names = tqdm(CORRUPTIONS, desc="corruptions", leave=False)
    return [
        InkSet(f"MNIST test, {name}", "test", corrupt(test.frames, name), test.labels, mnist.CREDIT) for name in names
    ]


def _held_out(config: TrainConfig, data_dir: Path | None) -> tuple[tuple[InkSet, ...], tuple[str, ...]]:
    held_out = hold_out(config, data_dir)
    names = {
        PENDIGITS: STROKES,
        OPTDIGITS: "black-and-white scans not learned from",
        CANVAS: "canvas drawings not learned from",
    }
    sets = (
        [InkSet(STROKES, "validation", *_strokes(held_out.chosen_by), CREDITS[PENDIGITS])] if held_out.chosen_by else []
    )
    for file, (_, pictures) in held_out.pictures.items():
        sets.append(InkSet(names[file], "validation", *_pictures(pictures), CREDITS[file]))
    return tuple(sets), tuple(skipped(names[file], file) for file in held_out.missing)


def _gather(sources: tuple[_Source, ...], data_dir: Path | None) -> tuple[tuple[InkSet, ...], tuple[str, ...]]:
    """The sets that are there, and a line for each that is not."""
    paths = [(source, find(source.file, data_dir)) for source in sources]
    sets = tuple(InkSet(source.name, "development", *source.read(path)) for source, path in paths if path)
    return sets, tuple(skipped(source.name, source.file) for source, path in paths if not path)


def skipped(name: str, file: str) -> str:
    """That a set is skipped, and what would have to be there."""
    return f"{name} (no {file} in --data-dir)"


def _strokes(digits: list[PenDigit]) -> tuple[Inks, Labels]:
    return [StrokeInk(digit.strokes) for digit in digits], np.array([digit.label for digit in digits], np.uint8)


def _pictures(pictures: Pictures) -> tuple[Inks, Labels]:
    return [ImageInk(picture) for picture in pictures.pictures], pictures.labels


def _others(path: Path) -> tuple[Inks, Labels]:
    return _pictures(read_pictures(path))


def _letters(path: Path, *, lookalike: bool) -> tuple[Inks, Labels]:
    pictures = read_pictures(path)
    chosen = np.flatnonzero(np.isin(pictures.labels, list(LOOKALIKES)) == lookalike)
    if not len(chosen):
        raise DataError(f"{path} has no letter that looks {'like' if lookalike else 'unlike'} a digit")
    return _pictures(pictures.take(chosen))


def _bundled() -> InkSet:
    """What scikit-learn brings along: Optdigits' digits of 13 writers, 8x8 pixels of 17 greys. No file is needed."""
    bundle = load_digits()
    pictures = 255 - np.kron(bundle.images, np.ones((4, 4))) * (255 / 16)
    inks = [ImageInk(picture) for picture in pictures.astype(np.uint8)]
    return InkSet(COARSE, "test", inks, bundle.target.astype(np.uint8), CREDITS[OPTDIGITS])


def _cut_out(test: Digits) -> InkSet:
    return InkSet(CUT_OUT, "test", *cut_out_digits(test, _CUT_OUTS, np.random.default_rng(_SEED)), mnist.CREDIT)


def _tight(test: Digits) -> InkSet:
    return InkSet(TIGHT, "test", *enlarged_digits(test, _ENLARGED, np.random.default_rng(_SEED)), mnist.CREDIT)


def _photos(test: Digits) -> InkSet:
    return InkSet(PHOTOS, "test", *photographed_digits(test, _PHOTOS, np.random.default_rng(_SEED)), mnist.CREDIT)


_CUT_OUTS, _ENLARGED, _PHOTOS, _SEED = 3_000, 1_000, 500, 31

_LETTERS = "choice_letters_half.npz"

_DIGITS = (
    _Source("drawn thin on large pages", "drawn_pages_30", read_pages),
    _Source("cut out of amounts on bank cheques", "cheque_amounts", read_amounts),
)

_OTHERS = (
    _Source("letters unlike any digit", _LETTERS, lambda path: _letters(path, lookalike=False)),
    _Source(f"letters of a digit's shape ({LOOKALIKES})", _LETTERS, lambda path: _letters(path, lookalike=True)),
    _Source("letters of fonts, I among them", "notmnist_1000.npz", _others),
    _Source("drawings of cats", "doodles_cats_1000.npz", _others),
)
