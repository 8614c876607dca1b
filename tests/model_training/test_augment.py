import dataclasses

import numpy as np
import pytest

from model_training.augment import augment
from model_training.config import Augmentation
from tests.model_training.digits import small_digits

STILL = Augmentation(rotation=0, slant=0, scale=0, shift=0, elastic=0, thickness=0, blur=0, noise=0, coarse=0, binary=0)
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
