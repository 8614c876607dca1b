import numpy as np
import pytest

from model_training.metrics import acceptance, auroc, risk_by_coverage, score


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


def test_answers_to_the_same_ink_make_the_interval_no_narrower() -> None:
    answered = probabilities([0] * 96 + [1] * 4)
    once = score(answered, np.zeros(100, np.uint8))
    thrice = score(np.tile(answered, (3, 1)), np.zeros(300, np.uint8), answers_per_ink=3)
    assert (thrice.n, thrice.right, thrice.accuracy) == (300, 288, once.accuracy)
    assert (thrice.low, thrice.high) == (once.low, once.high)


def test_where_nothing_was_found_nothing_is_right() -> None:
    answered = probabilities([0, 1])
    answered[0] = 0.0
    scores = score(answered, np.array([0, 1], np.uint8))
    assert (scores.right, scores.n, scores.top2_accuracy) == (1, 2, 0.5)
    assert sum(map(sum, scores.confusion)) == 1
    assert scores.digits[0].recall == 0.0
    assert scores.ece == pytest.approx((1.0 - answered[1].max()) / 2, abs=1e-6)


def test_risk_is_of_those_accepted() -> None:
    found = acceptance(np.array([True, True, True, False]), np.array([True, False, False, True]))
    assert (found.n, found.accepted, found.coverage, found.wrong) == (4, 3, 0.75, 1)
    assert found.risk == pytest.approx(1 / 3)
    assert found.low < 0.75 < found.high
    assert acceptance(np.zeros(2, np.bool_), np.ones(2, np.bool_)).risk == 0.0


def test_the_most_trusted_are_accepted_first() -> None:
    coverage, risk = risk_by_coverage(np.array([0.2, 0.9, 0.5, 0.7], np.float32), np.array([True, False, False, True]))
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk == pytest.approx([0.0, 1 / 2, 1 / 3, 1 / 2])


@pytest.mark.parametrize(
    ("digits", "others", "expected"),
    [([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5, 0.5], [0.5], 0.5), ([0.9, 0.3], [0.5, 0.1], 0.75)],
)
def test_auroc_is_how_often_a_digit_is_trusted_more(digits: list[float], others: list[float], expected: float) -> None:
    assert auroc(np.array(digits, np.float32), np.array(others, np.float32)) == pytest.approx(expected)
