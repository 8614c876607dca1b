import numpy as np
import pytest

from model_training.corruptions import CORRUPTIONS, corrupt
from tests.model_training.digits import small_digits

FRAMES = small_digits(40).frames


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_frames_stay_frames_and_are_changed_the_same_way_every_time(name: str) -> None:
    before = FRAMES.copy()
    corrupted = corrupt(FRAMES, name)
    assert corrupted.shape == FRAMES.shape
    assert corrupted.dtype == np.uint8
    assert (corrupted != FRAMES).any(axis=(1, 2)).all()
    assert np.array_equal(corrupt(FRAMES, name), corrupted)
    assert np.array_equal(FRAMES, before)


def test_no_two_corruptions_are_the_same() -> None:
    assert len({corrupt(FRAMES, name).tobytes() for name in CORRUPTIONS}) == len(CORRUPTIONS) == 17


def mass_and_centre(frame: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> tuple[float, float, float]:
    mass = float(frame.sum())
    return mass, float(frame.sum(axis=1) @ np.arange(28.0)) / mass, float(frame.sum(axis=0) @ np.arange(28.0)) / mass


def test_translation_moves_three_pixels_both_ways() -> None:
    for frame, moved in zip(FRAMES, corrupt(FRAMES, "translate"), strict=True):
        (_, row, column), (_, new_row, new_column) = mass_and_centre(frame), mass_and_centre(moved)
        assert abs(new_row - row) == pytest.approx(3.0, abs=0.1)
        assert abs(new_column - column) == pytest.approx(3.0, abs=0.1)


def test_scaling_leaves_seven_tenths_a_side() -> None:
    full, small = (frames.sum(axis=(1, 2), dtype=float) for frames in (FRAMES, corrupt(FRAMES, "scale")))
    assert small / full == pytest.approx(np.full(len(FRAMES), 0.49), abs=0.04)


def test_brightness_is_half_the_range_and_a_stripe_the_negative() -> None:
    assert corrupt(np.zeros((1, 28, 28), np.uint8), "brightness").tolist() == [[[128] * 28] * 28]
    striped = corrupt(FRAMES, "stripe")
    assert np.array_equal(striped[:, :, 7:21], FRAMES[:, :, 7:21])
    assert np.array_equal(striped[:, :, :7], 255 - FRAMES[:, :, :7])
