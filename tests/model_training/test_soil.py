import numpy as np
import pytest

from model_training.soil import KINDS, Frame, soil
from tests.model_training.digits import small_digits

FRAMES = small_digits(20).frames


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_frames_and_leaves_them_frames(kind: object) -> None:
    assert callable(kind)
    changed = np.stack([kind(frame, np.random.default_rng(seed)) for seed, frame in enumerate(FRAMES)])
    assert changed.shape == FRAMES.shape
    assert changed.dtype == np.uint8
    assert (changed != FRAMES).any(axis=(1, 2)).mean() > 0.8


@pytest.mark.parametrize("empty", [np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)])
def test_blank_and_black_frames_do_no_harm(empty: Frame) -> None:
    rng = np.random.default_rng(0)
    assert all(soil(empty, rng).shape == (28, 28) for _ in range(100))


def test_the_seed_decides() -> None:
    one, again = (soil(FRAMES[0], np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one, again)
