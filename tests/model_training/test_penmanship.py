import numpy as np
import pytest

from model_training.penmanship import TEMPLATES, drawings, write


def test_drawings_are_frames_of_every_digit() -> None:
    digits = drawings(40, seed=1)
    assert digits.frames.shape == (40, 28, 28)
    assert np.bincount(digits.labels).tolist() == [4] * 10
    assert (digits.frames.reshape(40, -1).max(axis=1) > 200).all()


def test_the_seed_decides() -> None:
    one, again, other = (drawings(20, seed).frames for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_no_drawings_are_none() -> None:
    assert drawings(0, seed=1).frames.shape == (0, 28, 28)


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_is_written_in_all_its_ways(digit: int) -> None:
    rng = np.random.default_rng(0)
    strokes = {len(texts) for number, _, texts in TEMPLATES if number == digit}
    assert {len(write(digit, rng)) for _ in range(60)} == strokes
