import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.recognition.candidate import DECIMALS, Candidate, most_probable, rounded


@given(st.floats(0, 1, width=32))
def test_it_is_the_nearest_number_of_so_many_decimals(probability: float) -> None:
    found = rounded(probability)
    assert found == round(found, DECIMALS)
    assert abs(found - probability) <= 0.5 * 10**-DECIMALS * (1 + 1e-9)


@given(st.floats(0, 1, width=32))
def test_numpys_numbers_are_rounded_as_pythons_are(probability: float) -> None:
    assert rounded(np.float32(probability)) == rounded(np.float64(probability)) == rounded(probability)


@pytest.mark.parametrize(("probability", "expected"), [(0.0, 0.0), (1.0, 1.0), (1 / 128, 0.007813), (1e-7, 0.0)])
def test_ends_stay_and_halves_go_up(probability: float, expected: float) -> None:
    assert rounded(probability) == expected


def test_the_most_probable_come_first_and_of_equals_the_smaller_digit() -> None:
    probabilities = np.array([0.1, 0.3, 0.05, 0.3, 0.25, 0, 0, 0, 0, 0], np.float32)
    assert most_probable(probabilities, 3) == [Candidate(1, 0.3), Candidate(3, 0.3), Candidate(4, 0.25)]
