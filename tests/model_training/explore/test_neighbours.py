import numpy as np

from model_training.explore.neighbours import NEAREST, copies, nearest_among, nearest_of_each, nearest_others
from tests.model_training.digits import small_digits

DIGITS = small_digits(200)
FLAT = DIGITS.frames.reshape(200, -1).astype(np.float64)
APART = np.sqrt(((FLAT[:, np.newaxis] - FLAT) ** 2).mean(axis=2))


def test_the_nearest_others_are_found_with_their_distance() -> None:
    indices, distances = nearest_others(DIGITS.frames)
    others = APART + np.where(np.eye(200, dtype=bool), np.inf, 0)
    assert indices.shape == distances.shape == (200, NEAREST)
    assert not (indices == np.arange(200)[:, np.newaxis]).any()
    assert np.allclose(distances[:, 0], others.min(axis=1), atol=0.01)
    assert (np.diff(distances, axis=1) >= 0).all()
    assert np.allclose(distances, np.take_along_axis(APART, indices.astype(np.intp), axis=1), atol=0.01)


def test_a_copy_is_the_nearest_of_another_set_and_at_zero() -> None:
    indices, distances = nearest_among(DIGITS.frames[:150], DIGITS.frames[100:])
    assert indices[:50, 0].tolist() == list(range(100, 150))
    assert not distances[:50, 0].any()
    assert (distances[50:, 0] > 0).all()


def test_a_copy_within_a_set_is_at_zero_of_another_and_not_of_itself() -> None:
    indices, distances = nearest_others(np.concatenate([DIGITS.frames, DIGITS.frames[:1]]))
    assert (indices[0, 0], indices[200, 0]) == (200, 0)
    assert distances[0, 0] == distances[200, 0] == 0


def test_of_few_images_there_are_few_neighbours() -> None:
    indices, distances = nearest_others(DIGITS.frames[:3])
    assert indices.shape == (3, 2)
    assert np.isfinite(distances).all()


def test_copies_are_counted() -> None:
    frames = DIGITS.frames[[0, 1, 0, 2, 0]]
    assert copies(frames) == 2
    assert copies(DIGITS.frames[:3], frames) == 3
    assert copies(DIGITS.frames[5:9], frames) == 0


def test_the_nearest_pair_of_each_digit_that_is_there() -> None:
    distances = np.array([[3, 4], [2, 9], [5, 6], [1, 2]], np.float32)
    assert nearest_of_each(distances, np.array([7, 7, 2, 2], np.uint8)).tolist() == [3, 1]
