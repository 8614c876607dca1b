import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.recognition.resample import _parts, resize, soften


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 40), st.integers(1, 40))
def test_a_flat_picture_stays_flat(height: int, width: int, new_height: int, new_width: int) -> None:
    small = resize(np.full((height, width), 0.7, np.float32), new_height, new_width)
    assert small.shape == (new_height, new_width)
    assert np.allclose(small, 0.7, atol=1e-5)


def test_the_same_size_is_the_same_picture() -> None:
    picture = np.random.default_rng(0).random((20, 17), np.float32)
    assert np.array_equal(resize(picture, 20, 17), picture)


def weights(old: int, new: int) -> NDArray[np.float32]:
    """Of a side that is made at once, of all of it."""
    ((own, found),) = _parts(old, new)
    assert own == slice(0, old)
    return found


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 40))
def test_a_side_that_keeps_its_length_changes_nothing(height: int, width: int, new: int) -> None:
    picture = np.random.default_rng(height * width).random((height, width), np.float32)
    rows, columns = weights(height, new), weights(width, new)
    assert np.array_equal(resize(picture, new, width), rows @ picture @ weights(width, width).T)
    assert np.array_equal(resize(picture, height, new), weights(height, height) @ picture @ columns.T)


def triangles(row: NDArray[np.float64], new: int) -> NDArray[np.float64]:
    """What `resize` says it does, pixel by pixel."""
    scale, made = len(row) / new, []
    for index in range(new):
        far = np.abs((index + 0.5) * scale - 0.5 - np.arange(len(row))) / max(scale, 1.0)
        made.append(np.average(row, weights=np.maximum(1.0 - far, 0.0)))
    return np.array(made)


@pytest.mark.parametrize(("old", "new"), [(900, 700), (700, 900), (5000, 600), (90, 1000), (257, 513), (3000, 256)])
def test_a_long_side_is_made_in_parts_without_a_seam(old: int, new: int) -> None:
    row = np.random.default_rng(old).random(old)
    picture = np.tile(row.astype(np.float32), (3, 1))
    assert np.allclose(resize(picture, 3, new), triangles(row, new), atol=1e-5)
    assert np.allclose(resize(picture.T, new, 3).T, triangles(row, new), atol=1e-5)


def test_a_thin_line_fades_but_never_vanishes() -> None:
    for column in range(400):
        picture = np.zeros((4, 400), np.float32)
        picture[:, column] = 1.0
        assert resize(picture, 4, 20).max() > 0.02


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
