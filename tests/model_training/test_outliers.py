import numpy as np
import pytest

from model_training import doodles
from model_training.outliers import NOT_A_DIGIT, SEVERAL_DIGITS, any_template, non_digits, several_digits
from model_training.printing import printed_letter
from tests.model_training.digits import small_digits

DIGITS = small_digits(100)


def test_non_digits_are_frames_with_ink_of_their_own_class() -> None:
    made = non_digits(200, 1, DIGITS)
    assert made.frames.shape == (200, 28, 28)
    assert set(made.labels) == {NOT_A_DIGIT}
    assert (made.frames.reshape(200, -1).max(axis=1) > 60).mean() > 0.98
    assert len(np.unique(made.frames.reshape(200, -1), axis=0)) > 190


def test_rows_of_digits_are_wider_than_digits_are() -> None:
    made = several_digits(100, 1, DIGITS, any_template)
    assert set(made.labels) == {SEVERAL_DIGITS}
    widths, heights = ((made.frames > 60).any(axis=axis).sum(axis=1) for axis in (1, 2))
    assert (widths > heights).mean() > 0.8


def test_none_are_none() -> None:
    assert non_digits(0, 1, DIGITS).frames.shape == (0, 28, 28)
    assert several_digits(0, 1, DIGITS, any_template).frames.shape == (0, 28, 28)


@pytest.mark.parametrize("kind", doodles.KINDS)
def test_every_kind_of_doodle_is_finite(kind: doodles.Kind) -> None:
    for seed in range(20):
        strokes = kind(np.random.default_rng(seed))
        assert strokes
        assert np.isfinite(np.concatenate(strokes)).all()


def test_silhouettes_and_prints_are_light_on_black() -> None:
    rng = np.random.default_rng(0)
    for make in (doodles.silhouette, printed_letter):
        pictures = np.stack([make(rng) for _ in range(40)])
        assert pictures.shape == (40, 64, 64)
        assert (pictures.reshape(40, -1).max(axis=1) > 60).all()
        assert (pictures == 0).mean() > 0.3
