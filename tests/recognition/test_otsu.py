import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from backend.recognition.otsu import otsu


def test_two_tones_are_parted_between_them() -> None:
    threshold, explained = otsu(np.array([10.0] * 50 + [200.0] * 9, np.float32))
    assert 10 < threshold < 200
    assert explained == pytest.approx(1.0, abs=0.02)


def test_flat_values_have_no_classes() -> None:
    assert otsu(np.full(20, 7.0, np.float32)) == (7.0, 0.0)


@given(
    hnp.arrays(np.float32, st.tuples(st.integers(1, 20), st.integers(1, 20)), elements=st.floats(-50, 255, width=32))
)
def test_values_are_counted_as_numpy_counts_them(values: NDArray[np.float32]) -> None:
    threshold, _ = otsu(values)
    if np.ptp(values) >= 1.0:
        counts, edges = np.histogram(values, 256)
        below = int(np.count_nonzero(values < threshold))
        assert threshold in edges
        assert below == counts[: int(np.searchsorted(edges, threshold))].sum()


@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 20), st.integers(1, 20))))
def test_greys_are_parted_as_the_same_values_in_floats_are(grey: NDArray[np.uint8]) -> None:
    (threshold, explained), (expected, share) = otsu(grey), otsu(grey.astype(np.float32))
    assert threshold == expected
    assert explained == pytest.approx(share, rel=1e-4)


def test_more_greys_are_parted_than_are_counted_at_once() -> None:
    grey = np.random.default_rng(1).integers(0, 256, (600, 500), dtype=np.uint8)
    (threshold, explained), (expected, share) = otsu(grey), otsu(grey.astype(np.float32))
    assert threshold == expected
    assert explained == pytest.approx(share, rel=1e-4)
