"""The sets of numbers that `evaluate --suite numbers` measures; sets that are not there are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backend.recognition.ink import Ink, StrokeInk
from model_training import mnist
from model_training.config import TrainConfig
from model_training.datasets import CREDITS, PENDIGITS, find
from model_training.held_out import hold_out
from model_training.mnist import Digits
from model_training.numbers import pen_numbers, picture_numbers, read_amount_texts, read_photo_pages
from model_training.photos import photographed_numbers, photographed_pages
from model_training.suite import Role, skipped

PICTURES = "MNIST test digits side by side, 30 % touching"
PHOTOS = "MNIST test digits side by side, on made-up photos of sheets on desks"
PHOTOGRAPHED_PAGES = "MNIST test digits in lines, on made-up photos of pages on desks"
PENS = "pen strokes of writers not learned from, side by side"
AMOUNTS = "amounts on bank cheques"
PAGES, UPRIGHT_PAGES = "lines on photos of pages, as they lie", "lines on photos of pages, turned upright"

_AMOUNTS, _PAGES = "cheque_amounts", "photo_pages"
_PHOTOS, _PHOTOGRAPHED_PAGES = 300, 80
_SEED = 20  # of what is composed: the same numbers for every model


@dataclass(frozen=True, slots=True)
class NumberSet:
    """Inks under one name, and the lines of digits that each says. `one_line`: each has one, and that is known.

    `credit` says whose they are where their pictures may be shown.
    """

    name: str
    role: Role
    inks: Sequence[Ink]
    lines: Sequence[tuple[str, ...]]
    one_line: bool = True
    credit: str = ""

    @property
    def written(self) -> bool:
        """Whether they are strokes."""
        return all(isinstance(ink, StrokeInk) for ink in self.inks)


@dataclass(frozen=True, slots=True)
class NumberSuite:
    """`skipped`: a line per set not there."""

    sets: tuple[NumberSet, ...]
    skipped: tuple[str, ...] = ()


def number_suite(test: Digits, data_dir: Path | None, config: TrainConfig) -> NumberSuite:
    """Numbers composed of MNIST's test images and of the pen strokes `config` holds out, and real ones in `data_dir`.

    Raises DataError where a set is damaged.
    """
    pages = [_pages(data_dir, name) for name in (PAGES, UPRIGHT_PAGES)]
    found = (
        _pictures(test),
        _photos(test),
        _photographed_pages(test),
        _pens(data_dir, config),
        _amounts(data_dir),
        *pages,
    )
    return NumberSuite(
        tuple(part for part in found if isinstance(part, NumberSet)),
        tuple(part for part in found if isinstance(part, str)),
    )


def _pictures(test: Digits, count: int = 1000) -> NumberSet:
    inks, texts = picture_numbers(test, count, np.random.default_rng(_SEED))
    return NumberSet(PICTURES, "test", inks, _one_line(texts), credit=mnist.CREDIT)


def _photos(test: Digits) -> NumberSet:
    inks, texts = photographed_numbers(test, _PHOTOS, np.random.default_rng(_SEED))
    return NumberSet(PHOTOS, "test", inks, _one_line(texts), credit=mnist.CREDIT)


def _photographed_pages(test: Digits) -> NumberSet:
    inks, lines = photographed_pages(test, _PHOTOGRAPHED_PAGES, np.random.default_rng(_SEED))
    return NumberSet(PHOTOGRAPHED_PAGES, "test", inks, lines, one_line=False, credit=mnist.CREDIT)


def _pens(data_dir: Path | None, config: TrainConfig, count: int = 500) -> NumberSet | str:
    """The set, or that it is skipped; so below."""
    written = hold_out(config, data_dir).chosen_by
    if not written:
        return skipped(PENS, PENDIGITS)
    inks, texts = pen_numbers(written, count, np.random.default_rng(_SEED))
    return NumberSet(PENS, "validation", inks, _one_line(texts), credit=CREDITS[PENDIGITS])


def _amounts(data_dir: Path | None) -> NumberSet | str:
    folder = find(_AMOUNTS, data_dir)
    if not folder:
        return skipped(AMOUNTS, _AMOUNTS)
    inks, texts = read_amount_texts(folder)
    return NumberSet(AMOUNTS, "development", inks, _one_line(texts))


def _pages(data_dir: Path | None, name: str) -> NumberSet | str:
    folder = find(_PAGES, data_dir)
    if not folder:
        return skipped(name, _PAGES)
    return NumberSet(name, "development", *read_photo_pages(folder, upright=name == UPRIGHT_PAGES), one_line=False)


def _one_line(texts: list[str]) -> list[tuple[str, ...]]:
    return [(text,) for text in texts]
