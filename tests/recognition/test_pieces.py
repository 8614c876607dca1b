"""Pieces of ink on masks drawn by hand: 60 rows, a pen 4 pixels wide."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from backend.recognition.components import find_components
from backend.recognition.pieces import belonging, leaves_much_ink, leaves_writing, without_neighbours

Mask = NDArray[np.bool_]


def boxes(*places: tuple[int, int, int, int], width: int = 60) -> Mask:
    """Filled boxes: top, left, bottom, right."""
    mask = np.zeros((60, width), np.bool_)
    for top, left, bottom, right in places:
        mask[top:bottom, left:right] = True
    return mask


def read(mask: Mask) -> Mask:
    pieces = find_components(mask)
    return pieces.pick(belonging(pieces))


STROKE = (10, 28, 50, 32)


def test_what_the_edge_cuts_off_is_a_neighbours() -> None:
    assert np.array_equal(read(boxes(STROKE, (10, 0, 50, 6), (20, 56, 40, 60))), boxes(STROKE))


def test_the_middle_is_read_even_if_a_neighbour_has_more_ink() -> None:
    assert np.array_equal(read(boxes(STROKE, (0, 0, 60, 8))), boxes(STROKE))


def test_a_digit_cut_out_tightly_is_read_and_not_the_dirt_in_it() -> None:
    from_middle = np.hypot(*(np.indices((60, 60)) - 29.5))
    ring = (from_middle < 30) & (from_middle > 24)
    assert np.array_equal(read(ring | boxes((30, 30, 33, 33))), ring)


def test_a_part_above_a_digit_cut_out_tightly_is_its_own() -> None:
    five = boxes((0, 20, 4, 60), (10, 10, 60, 50))
    assert np.array_equal(read(five), five)


def test_the_rim_of_the_page_is_left_behind() -> None:
    assert np.array_equal(read(boxes(STROKE, (0, 0, 60, 3), (0, 0, 3, 60))), boxes(STROKE))


def several(mask: Mask) -> bool:
    pieces = find_components(mask)
    return leaves_writing(pieces, belonging(pieces))


def test_writing_far_off_is_left_and_told() -> None:
    assert several(boxes(STROKE, (12, 120, 48, 124), width=180))


def test_dirt_dashes_and_neighbours_cut_off_are_not_told() -> None:
    dirt, dash, neighbour = (20, 120, 24, 124), (30, 90, 34, 150), (10, 176, 50, 180)
    assert not several(boxes(STROKE, dirt, dash, neighbour, width=180))


def test_much_ink_that_is_not_read_is_told() -> None:
    beside = (0, 56, 60, 58)
    pieces = find_components(boxes(STROKE, beside))
    assert leaves_much_ink(pieces, boxes(STROKE))
    assert not leaves_much_ink(pieces, boxes(STROKE, beside))
    assert not leaves_much_ink(find_components(boxes(STROKE, (0, 56, 60, 57))), boxes(STROKE))


RING = boxes((15, 15, 45, 45)) & ~boxes((19, 19, 41, 41))


def test_a_neighbour_that_touches_is_cut_off() -> None:
    joined = RING | boxes((28, 4, 32, 15), (10, 0, 50, 4))
    cut = without_neighbours(joined)
    assert not cut[:, :10].any()
    assert (cut & RING).sum() == RING.sum()
    assert np.array_equal(without_neighbours(joined[:, ::-1])[:, ::-1], cut)


def test_a_bar_that_runs_off_the_picture_stays() -> None:
    barred = RING | boxes((28, 0, 32, 15))
    assert np.array_equal(without_neighbours(barred), barred)


def test_a_digit_cut_out_tightly_is_not_cut_again() -> None:
    tight = boxes((0, 0, 30, 4), (13, 4, 17, 40), (0, 40, 60, 44), width=44)
    assert np.array_equal(without_neighbours(tight), tight)


@given(hnp.arrays(np.bool_, st.tuples(st.integers(1, 24), st.integers(1, 24))))
def test_cutting_leaves_ink_where_there_was_any(mask: Mask) -> None:
    assert without_neighbours(mask).any() == mask.any()
