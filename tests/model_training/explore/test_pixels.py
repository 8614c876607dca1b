import numpy as np
import pytest

from model_training.explore.pixels import constant, ink, levels, mean_and_variance
from tests.model_training.digits import small_digits

FRAMES = small_digits(50).frames


def test_shares_of_grey_levels() -> None:
    share = levels(FRAMES)
    assert share.sum() == pytest.approx(1)
    assert share[255] == pytest.approx((FRAMES == 255).mean())


def test_mean_and_variance_of_each_pixel_are_numpys() -> None:
    mean, variance = mean_and_variance(FRAMES)
    assert np.allclose(mean, FRAMES.astype(np.float64).mean(axis=0))
    assert np.allclose(variance, FRAMES.astype(np.float64).var(axis=0))


def test_pixels_that_never_change_are_counted() -> None:
    frames = np.full((3, 28, 28), 9, np.uint8)
    frames[1, 0, :5] = 8
    assert constant(frames) == 28 * 28 - 5
    assert np.allclose(ink(frames), [9, 9 - 5 / 784, 9])
