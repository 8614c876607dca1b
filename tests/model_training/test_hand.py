import numpy as np
import pytest

from backend.recognition.strokes import draw
from model_training import hand
from model_training.letters import TEMPLATES, write_letter

SEVEN = (np.array([[0.0, 0.0], [50.0, 0.0], [20.0, 80.0]]), np.array([[10.0, 40.0], [40.0, 40.0]]))


def test_redrawn_strokes_are_as_many_and_much_the_same() -> None:
    before = draw(SEVEN).astype(float)
    for seed in range(10):
        redrawn = hand.redraw(SEVEN, np.random.default_rng(seed))
        assert len(redrawn) == 2
        assert np.corrcoef(before.ravel(), draw(redrawn).ravel())[0, 1] > 0.3


def test_no_hand_is_like_another_but_a_seed_decides() -> None:
    one, again, other = (hand.redraw(SEVEN, np.random.default_rng(seed))[0] for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert one.shape != other.shape or not np.array_equal(one, other)


@pytest.mark.parametrize("strokes", [(np.array([[3.0, 3.0]]),), (np.zeros((2, 2)), np.ones((1, 2)))])
def test_dots_can_be_redrawn(strokes: tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], ...]) -> None:
    assert np.isfinite(np.concatenate(hand.redraw(strokes, np.random.default_rng(0)))).all()


@pytest.mark.parametrize("texts", {texts for _, texts in TEMPLATES})
def test_every_letter_can_be_written(texts: tuple[str, ...]) -> None:
    strokes = hand.write(texts, np.random.default_rng(0))
    assert len(strokes) == len(texts)
    assert np.abs(np.concatenate(strokes)).max() < 4.0


def test_no_letter_is_written_that_is_written_like_a_digit() -> None:
    assert not {name for name, _ in TEMPLATES} & set("OoIl|/ZzSsbBgq")
    assert write_letter(np.random.default_rng(0))
