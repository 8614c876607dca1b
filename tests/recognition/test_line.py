import numpy as np
import pytest

from backend.recognition.candidate import Candidate
from backend.recognition.decision import Reason
from backend.recognition.line import Box, DigitInLine, Line


@pytest.mark.parametrize("turns", range(4))
def test_a_box_on_a_turned_picture_is_found_back(turns: int) -> None:
    picture = np.zeros((30, 50), np.uint8)
    picture[4:9, 20:32] = 1
    turned = np.rot90(picture, turns)
    rows, columns = np.nonzero(turned)
    box = Box(float(columns.min()), float(rows.min()), float(np.ptp(columns)) + 1, float(np.ptp(rows)) + 1)
    assert box.turned_back(turns, turned.shape) == Box(20, 4, 12, 5)


def test_a_line_moves_with_its_digits() -> None:
    box = Box(1.0, 2.0, 3.0, 4.0)
    digit = DigitInLine(7, 0.5, (Candidate(7, 0.5),), box, (0,))
    line = Line("7", 0.5, (Reason.LOW_CONFIDENCE,), box, (digit,)).scaled(2.0)
    assert line.box == line.digits[0].box == Box(2.0, 4.0, 6.0, 8.0)
    assert line.decision == "review"
    assert (box.right, box.bottom) == (4.0, 6.0)
