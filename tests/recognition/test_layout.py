import numpy as np

from backend.recognition.layout import around, digit_height, lines


def boxes(*rows: tuple[float, float, float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array(rows, np.float64)


def row(y: float, *lefts: float, rise: float = 0.0) -> list[tuple[float, float, float, float]]:
    """Digits 20 wide and 30 tall."""
    return [(x, y - rise * x, x + 20, y + 30 - rise * x) for x in lefts]


def test_digits_are_read_from_left_to_right() -> None:
    assert lines(boxes(*row(0, 60, 0, 30))) == [[1, 2, 0]]


def test_lines_are_read_from_top_to_bottom() -> None:
    assert lines(boxes(*row(50, 0, 30), *row(0, 0, 30))) == [[2, 3], [0, 1]]


def test_lines_about_as_high_are_read_from_left_to_right() -> None:
    for y in range(60):
        assert lines(boxes(*row(y + 0.9, 0, 30), *row(y, 300, 330))) == [[0, 1], [2, 3]]


def test_a_line_may_rise() -> None:
    assert lines(boxes(*row(200, *range(0, 300, 30), rise=0.4))) == [list(range(10))]


def test_columns_of_a_page_are_lines_of_their_own_and_a_space_is_none() -> None:
    assert lines(boxes(*row(0, 0, 30, 90), *row(2, 260, 290))) == [[0, 1, 2], [3, 4]]


def test_a_bar_and_a_dot_go_with_the_line_that_they_are_near() -> None:
    assert lines(boxes(*row(0, 0, 60), (30, 26, 34, 30), (62, 10, 84, 12))) == [[0, 2, 1, 3]]


def test_small_zeros_follow_one_another() -> None:
    assert lines(boxes(*row(0, 0, 30), *[(x, 18, x + 12, 30) for x in (60, 90, 120, 150)])) == [[0, 1, 2, 3, 4, 5]]


def test_specks_far_off_are_in_no_line() -> None:
    assert lines(boxes(*row(0, 0, 30), (400, 300, 404, 303))) == [[0, 1]]


def test_dots_alone_are_a_line() -> None:
    assert lines(boxes((5, 5, 5, 5), (1, 5, 1, 5))) == [[1, 0]]


def test_the_height_of_digits_is_not_that_of_the_many_specks() -> None:
    assert digit_height(boxes(*row(0, 0, 30, 60), *[(i, 0, i + 1, 1) for i in range(40)])) == 30


def test_a_box_around_boxes() -> None:
    assert around(boxes((0, 5, 2, 9), (1, 1, 7, 6))).tolist() == [0, 1, 7, 9]
