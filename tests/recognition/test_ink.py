import numpy as np
import pytest

from backend.recognition.errors import InvalidStrokes, TooManyPoints
from backend.recognition.ink import FrameInk, StrokeInk


def test_coordinates_become_points() -> None:
    ink = StrokeInk.from_coordinates([([1, 2], [3, 4.5]), ([5], [6])])
    assert [stroke.tolist() for stroke in ink.strokes] == [[[1, 3], [2, 4.5]], [[5, 6]]]


def test_strokes_without_a_point_are_dropped() -> None:
    assert StrokeInk.from_coordinates([([], []), ([1], [1])]).strokes[0].tolist() == [[1, 1]]
    assert StrokeInk.from_coordinates([([], [])]).strokes == ()


def test_unequal_lengths_are_refused_by_number() -> None:
    with pytest.raises(InvalidStrokes, match="Stroke 1 has 2 values of x and 1 of y"):
        StrokeInk.from_coordinates([([1], [1]), ([1, 2], [1])])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e16, -1e308])
def test_coordinates_that_are_no_place_are_refused(value: float) -> None:
    with pytest.raises(InvalidStrokes, match="Stroke 0 has a coordinate"):
        StrokeInk.from_coordinates([([value], [0.0])])


def test_more_points_than_the_limit_are_refused() -> None:
    with pytest.raises(TooManyPoints, match="has 11 points; at most 10"):
        StrokeInk.from_coordinates([(range(6), range(6)), (range(5), range(5))], max_points=10)


def test_a_frame_is_its_rows_from_the_top() -> None:
    pixels = bytes(range(28)) + bytes(27 * 28)
    frame = FrameInk.from_bytes(pixels).frame
    assert frame.shape == (28, 28)
    assert frame.dtype == np.uint8
    assert frame[0].tolist() == list(range(28))


@pytest.mark.parametrize("size", [0, 783, 785])
def test_a_frame_has_784_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="784 bytes"):
        FrameInk.from_bytes(bytes(size))
