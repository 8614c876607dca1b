import numpy as np
import pytest

from model_training.metrics import score


def probabilities(answers: list[int], second: int = 9) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = np.full((len(answers), 10), 0.01, np.float32)
    rows[:, second] = 0.1
    rows[np.arange(len(answers)), answers] = 0.82
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), dtype=np.float32)


def test_scores_of_a_hand_counted_case() -> None:
    labels = np.array([0, 0, 0, 1, 1, 9], np.uint8)
    scores = score(probabilities([0, 0, 1, 1, 1, 0]), labels)
    assert (scores.right, scores.n) == (4, 6)
    assert scores.accuracy == pytest.approx(4 / 6)
    assert scores.top2_accuracy == pytest.approx(5 / 6)  # the nine came second
    assert scores.confusion[0][:2] == (2, 1)
    assert scores.confusion[9][0] == 1
    zero, one = scores.digits[:2]
    assert [zero.precision, zero.recall, zero.n] == pytest.approx([2 / 3, 2 / 3, 3])
    assert [one.precision, one.recall] == pytest.approx([2 / 3, 1.0])
    assert one.f1 == pytest.approx(0.8)


def test_the_interval_is_wilsons() -> None:
    labels = np.zeros(100, np.uint8)
    scores = score(probabilities([0] * 96 + [1] * 4), labels)
    assert [scores.low, scores.high] == pytest.approx([0.9016, 0.9843], abs=1e-4)
