import numpy as np
from numpy.typing import NDArray

from backend.recognition.outline import outlines
from backend.recognition.strip import HEIGHT


def bars(*lefts: int, slant: float = 0.0) -> NDArray[np.uint8]:
    """Bars of 6 columns, 20 rows high, leaning by so many columns a row."""
    strip = np.zeros((HEIGHT, 100), np.uint8)
    for left in lefts:
        for row in range(6, 26):
            start = round(left + slant * (HEIGHT / 2 - row))
            strip[row, start : start + 6] = 255
    return strip


def test_each_digit_has_the_box_of_its_ink() -> None:
    assert outlines(bars(10, 40), [13.0, 43.0]).tolist() == [[10, 6, 16, 26], [40, 6, 46, 26]]


def test_leaning_digits_are_parted_along_their_slant() -> None:
    boxes = outlines(bars(30, 40, slant=0.6), [33.0, 43.0])
    assert boxes[0, 2] > boxes[1, 0]
    assert (boxes[:, 2] - boxes[:, 0] < 20).all()


def test_a_hook_that_reaches_over_its_neighbour_stays_with_its_own_piece() -> None:
    strip = bars(10, 30)
    strip[6:11, 30:36] = 0
    strip[6:9, 10:34] = 255
    assert outlines(strip, [20.0, 33.0]).tolist() == [[10, 6, 34, 26], [30, 11, 36, 26]]


def test_a_stroke_above_a_digit_is_of_it() -> None:
    strip = bars(10, 40)
    strip[9:12, 10:16] = 0
    strip[6:9, 11:19] = 255
    assert outlines(strip, [14.0, 43.0]).tolist() == [[10, 6, 19, 26], [40, 6, 46, 26]]


def test_specks_are_of_no_digit() -> None:
    strip = bars(10, 60)
    strip[0, ::7] = 255
    assert outlines(strip, [13.0, 63.0])[:, 2].tolist() == [16, 66]


def test_a_dot_beside_a_digit_is_not_of_it() -> None:
    strip = bars(10, 60)
    strip[24:27, 30:33] = 255
    assert outlines(strip, [13.0, 63.0])[0].tolist() == [10, 6, 16, 26]


def test_digits_that_touch_are_parted_where_least_ink_is() -> None:
    strip = bars(20, 40)
    strip[15, 20:46] = 255
    left, right = outlines(strip, [23.0, 43.0])
    assert 26 <= left[2] <= 40
    assert left[2] <= right[0] + 1


def test_a_digit_where_no_ink_is_has_a_box_all_the_same() -> None:
    boxes = outlines(np.zeros((HEIGHT, 40), np.uint8), [10.0, 30.0])
    assert (boxes[:, 2] > boxes[:, 0]).all()
    assert boxes[0, 2] <= boxes[1, 0]
