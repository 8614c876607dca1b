import numpy as np

from model_training.comparison.digits import WAYS, Split, flat, shifted
from tests.model_training.digits import small_digits

DIGITS = small_digits(12)


def test_shifts_move_by_a_pixel_and_leave_nothing_behind() -> None:
    frame = np.zeros((1, 28, 28), np.uint8)
    frame[0, 0, 27], frame[0, 5, 6] = 1, 2
    same, up, down, left, right = shifted(type(DIGITS)(frame, np.array([7], np.uint8))).frames
    assert np.array_equal(same, frame[0])
    assert [np.argwhere(one == 2).tolist() for one in (up, down, left, right)] == [
        [[4, 6]],
        [[6, 6]],
        [[5, 5]],
        [[5, 7]],
    ]
    assert [np.argwhere(one == 1).tolist() for one in (up, down, left, right)] == [[], [[1, 27]], [[0, 26]], []]


def test_the_labels_follow_their_digits() -> None:
    digits = shifted(DIGITS)
    assert len(digits) == WAYS * len(DIGITS)
    assert np.array_equal(digits.labels[12:24], DIGITS.labels)


def test_pixels_are_floats_from_0_to_1() -> None:
    pixels = flat(np.full((2, 28, 28), 255, np.uint8))
    assert pixels.shape == (2, 784)
    assert pixels.dtype == np.float32
    assert pixels.max() == 1.0


def test_a_smaller_split_takes_the_first_of_each_part() -> None:
    small = Split(DIGITS, DIGITS, DIGITS).first(3, 2, 1)
    assert (len(small.learned), len(small.validation), len(small.test)) == (3, 2, 1)
    assert np.array_equal(small.learned.frames, DIGITS.frames[:3])
