"""Print on pages of 300 x 300, as depths: grey levels darker than the paper."""

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.ruling import find_print, trace, without_rules

SIDE = 300
PAGE = np.ones((SIDE, SIDE), np.bool_)
STROKE = (slice(100, 200), slice(150, 156))


def squares(degrees: float, depth: float) -> NDArray[np.float32]:
    rows, columns = np.indices((SIDE, SIDE)) - SIDE / 2
    turn = np.deg2rad(degrees)
    across, down = columns * np.cos(turn) + rows * np.sin(turn), rows * np.cos(turn) - columns * np.sin(turn)
    return np.where((across % 25 < 2) | (down % 25 < 2), depth, 0.0).astype(np.float32)


@pytest.mark.parametrize("degrees", [0.0, 2.0, 20.0])
def test_squares_are_print_at_any_angle(degrees: float) -> None:
    page = squares(degrees, 40.0)
    page[STROKE] = 110.0
    found = find_print(page, 14.0, PAGE)
    assert found.depth == pytest.approx(40.0)
    assert 40.0 < found.darkest < 110.0


@pytest.mark.parametrize("degrees", [0.0, 7.0])
def test_squares_on_a_sheet_end_at_its_edges(degrees: float) -> None:
    """It lies askew on the picture, and nothing is around it."""
    rows, columns = np.indices((SIDE, SIDE)) - SIDE / 2
    turn = np.deg2rad(degrees)
    across, down = columns * np.cos(turn) + rows * np.sin(turn), rows * np.cos(turn) - columns * np.sin(turn)
    sheet = (np.abs(across) < 90) & (np.abs(down) < 110)
    page = np.where(sheet, squares(degrees, 40.0), np.float32(0.0))
    page[STROKE] = 110.0
    assert find_print(page, 14.0, sheet).depth == pytest.approx(40.0)
    assert find_print(page, 14.0, PAGE).depth == 0.0


def test_writing_in_two_tones_is_no_print() -> None:
    page = np.zeros((SIDE, SIDE), np.float32)
    page[100:200, 100:103], page[STROKE] = 40.0, 110.0
    assert find_print(page, 14.0, PAGE).depth == 0.0


def test_squares_alone_are_no_print_under_writing() -> None:
    assert find_print(squares(2.0, 40.0), 14.0, PAGE).depth == 0.0


def test_faint_ink_stays_where_it_goes_on_from_clear_ink() -> None:
    ink = np.zeros((40, 40), np.float32)
    ink[5:20, 10], ink[20:30, 10], ink[5:30, 30] = 0.9, 0.3, 0.3
    traced = trace(ink)
    assert (traced[5:30, 10] > 0.5).all()
    assert not traced[:, 30].any()


def test_a_rule_is_cleared_and_the_stroke_across_it_stays() -> None:
    ink = np.zeros((SIDE, SIDE), np.float32)
    ink[150:152], ink[STROKE] = 1.0, 1.0
    cleared = without_rules(ink)
    assert not cleared[150, :140].any()
    assert (cleared[STROKE] == 1.0).all()
