import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from scipy import ndimage

from backend.recognition.morphology import close, dilate, open_, thicken

arrays = hnp.arrays(np.uint8, st.tuples(st.integers(1, 20), st.integers(1, 20)))
odd = st.integers(0, 8).map(lambda n: 2 * n + 1)


@given(arrays, odd, odd)
def test_dilation_is_the_largest_value_in_the_window(picture: NDArray[np.uint8], height: int, width: int) -> None:
    expected = ndimage.maximum_filter(picture, (height, width), mode="constant", cval=0)
    assert np.array_equal(dilate(picture, height, width), expected)


@given(arrays, odd, odd)
def test_opening_is_closing_of_the_negative(picture: NDArray[np.uint8], height: int, width: int) -> None:
    assert np.array_equal(open_(picture, height, width), 255 - close(255 - picture, height, width))
    assert (open_(picture, height, width) <= picture).all()
    assert (close(picture, height, width) >= picture).all()


def test_closing_fills_a_dark_line_and_keeps_a_wide_shadow() -> None:
    picture = np.full((40, 40), 200, np.uint8)
    picture[:, 10:13] = 30
    picture[:, 25:] = 100
    closed = close(picture, 9, 9)
    assert (closed[:, :25] == 200).all()
    assert (closed[:, 25:] == 100).all()


@pytest.mark.parametrize(("radius", "width"), [(1.0, 3.0), (2.0, 5.0), (1.5, 4.0)])
def test_thickening_widens_a_line_by_twice_the_radius(radius: float, width: float) -> None:
    line = np.zeros((21, 21), np.float32)
    line[:, 10] = 1.0
    assert thicken(line, radius)[10].sum() == pytest.approx(width, abs=0.01)
