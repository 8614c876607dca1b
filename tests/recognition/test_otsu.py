import numpy as np
import pytest

from backend.recognition.otsu import otsu


def test_two_tones_are_parted_between_them() -> None:
    threshold, explained = otsu(np.array([10.0] * 50 + [200.0] * 9, np.float32))
    assert 10 < threshold < 200
    assert explained == pytest.approx(1.0, abs=0.02)


def test_flat_values_have_no_classes() -> None:
    assert otsu(np.full(20, 7.0, np.float32)) == (7.0, 0.0)
