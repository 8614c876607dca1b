import dataclasses

import numpy as np
import pytest

from model_training.augment import augment
from model_training.config import Augmentation
from tests.model_training.digits import small_digits

STILL = Augmentation(
    rotation=0,
    slant=0,
    scale=0,
    shift=0,
    elastic=0,
    thickness=0,
    blur=0,
    noise=0,
    coarse=0,
    binary=0,
    stretched=0,
    wild=0,
    beside=0,
    soiled=0,
)
FRAMES = small_digits(40).frames


def test_frames_stay_frames() -> None:
    changed = augment(FRAMES, Augmentation(coarse=0.5, binary=0.5), np.random.default_rng(0))
    assert changed.shape == FRAMES.shape
    assert changed.dtype == np.uint8
    assert (changed.reshape(len(changed), -1).max(axis=1) > 100).all()


def test_the_same_seed_gives_the_same_frames() -> None:
    one, again, other = (augment(FRAMES, Augmentation(), np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_nothing_asked_changes_no_more_than_exposure() -> None:
    changed = augment(FRAMES, STILL, np.random.default_rng(0))
    for before, after in zip(FRAMES, changed, strict=True):
        assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.98


def test_shift_moves_by_no_more_than_asked() -> None:
    dot = np.zeros((200, 28, 28), np.uint8)
    dot[:, 13:15, 13:15] = 255
    moved = augment(dot, dataclasses.replace(STILL, shift=2.0), np.random.default_rng(0))
    mass = moved.sum(axis=(1, 2), dtype=float)
    columns = (moved.sum(axis=1) @ np.arange(28.0)) / mass - 13.5
    assert np.abs(columns).max() == pytest.approx(2.0, abs=0.15)
    assert abs(columns.mean()) < 0.25


def test_stretched_ink_is_wider_and_as_tall() -> None:
    bar = np.zeros((50, 28, 28), np.uint8)
    bar[:, 4:24, 13:15] = 255
    wide = augment(bar, dataclasses.replace(STILL, stretched=1.0), np.random.default_rng(0))
    heights, widths = ((wide > 100).any(axis=axis).sum(axis=1) for axis in (2, 1))
    assert set(heights) == {20}
    assert 7 <= widths.min() < widths.max() <= 20


def test_ink_beside_is_added_outside_of_the_digit() -> None:
    both = np.zeros((2, 28, 28), np.uint8)
    both[0, 8:20, 12:16] = both[1, 8:20, 8:20] = 200
    joined = augment(both[[0] * 30 + [1]], dataclasses.replace(STILL, beside=1.0), np.random.default_rng(0))[:30]
    added = (joined > 50).any(axis=1) & ~(both[0] > 0).any(axis=0)
    assert added.any(axis=1).all()
    assert added[:, :12].any()
    assert added[:, 16:].any()
    assert (joined[:, 8:20, 12:16] > 100).all()


def test_blank_frames_stay_as_they_are() -> None:
    blank = np.zeros((5, 28, 28), np.uint8)
    config = dataclasses.replace(STILL, stretched=1.0, beside=1.0)
    assert not augment(blank, config, np.random.default_rng(0)).any()
