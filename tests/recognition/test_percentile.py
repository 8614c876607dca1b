import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from backend.recognition.percentile import percentile


@pytest.mark.parametrize("percent", [0, 25, 90, 100])
@given(hnp.arrays(np.float32, st.integers(1, 200), elements=st.floats(-300, 300, width=32)))
def test_it_is_that_of_numpy_to_the_bit(percent: int, values: NDArray[np.float32]) -> None:
    assert percentile(values, percent / 100) == float(np.percentile(values, percent))
