import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.recognition.strip import HEIGHT, LONGEST, TALL, find_place, of_picture, of_strokes


def boxes_on_a_line(slope: float = 0.0, height: float = 50.0, count: int = 8) -> NDArray[np.float64]:
    """As wide as half their height, their middles on y = 300 + slope * x."""
    left = np.arange(count) * height * 0.8 + 100
    middle = 300 + slope * (left + height / 4)
    return np.column_stack([left, middle - height / 2, left + height / 2, middle + height / 2])


@pytest.mark.parametrize("slope", [0.0, 0.1, -0.15])
@pytest.mark.parametrize("height", [3.0, 50.0, 400.0])
def test_a_line_lies_level_and_its_digits_are_of_one_height(slope: float, height: float) -> None:
    boxes = boxes_on_a_line(slope, height)
    place = find_place(boxes)
    middles = place.to_strip(np.column_stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2]))
    assert np.abs(middles[:, 1] - HEIGHT / 2).max() < 2.0
    assert height * place.scale == pytest.approx(TALL)
    assert middles[:, 0].min() > 0
    assert middles[:, 0].max() < place.width
    assert place.width % 4 == 0


def test_all_of_the_tall_ink_is_shown() -> None:
    boxes = np.array([[0.0, 20.0, 30.0, 60.0], [40.0, 20.0, 70.0, 60.0], [80.0, 6.0, 110.0, 69.0]])
    place = find_place(boxes)
    corners = place.to_strip(np.concatenate([boxes[:, :2], boxes[:, 2:]]))
    assert corners[:, 1].min() >= 0.5
    assert corners[:, 1].max() <= HEIGHT - 0.5
    assert 40 * place.scale < TALL


def test_what_touches_another_line_makes_no_line_small() -> None:
    boxes = boxes_on_a_line()
    boxes[3, 3] += 100.0
    assert 50.0 * find_place(boxes).scale > 0.9 * TALL


def test_two_digits_of_unlike_size_do_not_make_a_slope() -> None:
    boxes = np.array([[0.0, 0.0, 20.0, 50.0], [30.0, 12.0, 55.0, 55.0]])
    assert abs(find_place(boxes).slope) < 0.1


def test_a_line_is_no_longer_than_bounded() -> None:
    boxes = np.array([[0.0, 0.0, 5.0, 10.0], [1e7, 0.0, 1e7 + 5, 10.0]])
    assert find_place(boxes).width == LONGEST


@pytest.mark.parametrize("unit", [1e-60, 1e-12, 1e9])
def test_the_unit_does_not_matter(unit: float) -> None:
    place, other = find_place(boxes_on_a_line(0.1)), find_place(boxes_on_a_line(0.1) * unit)
    assert (other.scale * unit, other.slope, other.width) == pytest.approx((place.scale, place.slope, place.width))


def test_a_dot_has_a_place() -> None:
    place = find_place(np.zeros((1, 4)))
    assert np.isfinite([place.left, place.middle, place.scale]).all()
    assert of_strokes((np.zeros((1, 2)),), place).max() > 0


def test_a_strip_may_be_wider_than_the_writing_and_no_higher() -> None:
    place, wide = find_place(boxes_on_a_line()), find_place(boxes_on_a_line(), 1.5)
    corners = boxes_on_a_line().reshape(-1, 2)
    narrow, wider = place.to_strip(corners), wide.to_strip(corners)
    assert np.ptp(wider[:, 0]) == pytest.approx(1.5 * np.ptp(narrow[:, 0]))
    assert wider[:, 1] == pytest.approx(narrow[:, 1])
    assert wider[0, 0] == pytest.approx(narrow[0, 0])


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(-0.3, 0.3), st.floats(0.5, 2.0))
def test_places_come_back(x: float, y: float, slope: float, stretch: float) -> None:
    place = find_place(boxes_on_a_line(slope), stretch)
    assert place.to_ink(place.to_strip(np.array([[x, y]])))[0] == pytest.approx([x, y], abs=1e-6)


def test_a_picture_is_shown_as_its_strokes_are() -> None:
    ring = np.array([[60 + 20 * np.cos(t), 50 + 30 * np.sin(t)] for t in np.linspace(0, 6.4, 60)])
    y, x = np.mgrid[:100, :120]
    away = np.abs(np.hypot((x + 0.5 - 60) / 20, (y + 0.5 - 50) / 30) - 1) * 24
    ink = np.clip(3.6 - away, 0, 1).astype(np.float32)
    place = find_place(np.array([[40.0, 20.0, 80.0, 80.0]]))
    strips = of_picture(ink, np.ones(ink.shape, np.int32), np.array([1]), place), of_strokes((ring,), place)
    assert strips[0].shape == strips[1].shape == (HEIGHT, place.width)
    assert np.corrcoef(strips[0].ravel(), strips[1].ravel())[0, 1] > 0.85


def test_pieces_of_other_lines_are_not_shown() -> None:
    ink, labels = np.ones((40, 60), np.float32), np.ones((40, 60), np.int32)
    labels[:, 30:] = 2
    strip = of_picture(ink, labels, np.array([1]), find_place(np.array([[10.0, 5.0, 50.0, 35.0]])))
    columns = np.flatnonzero(strip.max(axis=0) > 128)
    assert 0.4 < len(columns) / strip.shape[1] < 0.75


def test_what_reaches_beyond_the_picture_is_paper() -> None:
    ink = np.ones((10, 10), np.float32)
    strip = of_picture(ink, np.ones((10, 10), np.int32), np.array([1]), find_place(np.array([[0.0, 0.0, 10.0, 10.0]])))
    assert strip[0].max() == strip[-1].max() == 0
    assert strip[HEIGHT // 2].max() == 255
