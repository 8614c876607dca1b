import numpy as np

from model_training.explore.classes import counts, means, samples, variances
from model_training.mnist import Digits

FRAMES = np.array([10, 30, 200, 0], np.uint8)[:, np.newaxis, np.newaxis] * np.ones((1, 28, 28), np.uint8)
DIGITS = Digits(FRAMES, np.array([7, 7, 2, 0], np.uint8))


def test_digits_are_counted_with_those_that_are_not_there() -> None:
    assert counts(DIGITS.labels).tolist() == [1, 0, 1, 0, 0, 0, 0, 2, 0, 0]


def test_samples_are_of_their_row_and_black_where_there_are_no_more() -> None:
    shown = samples(DIGITS, 3, seed=1)
    assert shown.shape == (10, 3, 28, 28)
    assert sorted(shown[7, :, 0, 0].tolist()) == [0, 10, 30]
    assert shown[2, :, 5, 5].tolist() == [200, 0, 0]
    assert not shown[1].any()


def test_mean_and_variance_are_of_each_digit() -> None:
    assert np.allclose(means(DIGITS)[7], 20)
    assert np.allclose(variances(DIGITS)[7], 100)
    assert np.allclose(means(DIGITS)[2], 200)
    assert not means(DIGITS)[1].any()
