import numpy as np
import pytest

from backend.recognition.pen import line_width


@pytest.mark.parametrize("width", [2, 5, 9])
def test_a_long_line_is_as_wide_as_it_was_drawn(width: int) -> None:
    line = np.zeros((300, 40), np.float32)
    line[20:280, 10 : 10 + width] = 1.0
    assert line_width(line) == pytest.approx(width, rel=0.1)
