import pytest

from model_training.paired import difference


def test_the_same_mistakes_are_no_difference() -> None:
    same = difference({1, 2}, {1, 2}, 100)
    assert same.value == 0
    assert same.low < 0 < same.high
    assert not same.certain


@pytest.mark.parametrize(("wrong", "before", "value"), [(set(), set(range(30)), 0.3), (set(range(30)), set(), -0.3)])
def test_many_mistakes_more_or_fewer_are_told_apart(wrong: set[int], before: set[int], value: float) -> None:
    found = difference(wrong, before, 100)
    assert found.value == pytest.approx(value)
    assert found.certain
    assert found.low < value < found.high


def test_the_interval_is_that_of_agresti_and_min() -> None:
    """b = 5, c = 2, n = 100: (5 - 2) / 102 ± 1.96 sqrt(7 + 1 - 9 / 102) / 102."""
    found = difference({0, 1}, {2, 3, 4, 5, 6}, 100)
    assert (found.low, found.high) == pytest.approx((-0.02464, 0.08347), abs=1e-4)
