import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backend.recognition.soften import soften


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 4), st.integers(0, 255))
def test_an_even_picture_softened_is_the_same(height: int, width: int, reach: int, grey: int) -> None:
    even = np.full((height, width), grey, np.uint8)
    assert np.array_equal(soften(even, 2 * reach + 1), even)


def test_each_pixel_is_softened_to_the_mean_around_it() -> None:
    picture = np.zeros((7, 9), np.uint8)
    picture[3, 4] = 180
    assert np.array_equal(soften(picture, 1), picture)
    wanted = np.zeros((7, 9), np.uint8)
    wanted[2:5, 3:6] = 20
    assert np.array_equal(soften(picture, 3), wanted)
