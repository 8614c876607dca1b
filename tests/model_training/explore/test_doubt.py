import numpy as np
import pytest

from model_training.explore.doubt import NOBODY, by_neighbours, by_network, doubtful, mislabel, read_otherwise, score
from model_training.explore.known_errors import known_errors
from model_training.explore.neighbours import nearest_others
from tests.model_training.digits import small_digits
from tests.model_training.service import classifier

DIGITS = small_digits(1200)


def test_the_nearer_neighbour_weighs_more() -> None:
    indices, distances = np.array([[0, 1]], np.int32), np.array([[1, 3]], np.float32)
    found = by_neighbours(indices, distances, np.array([4, 8], np.uint8))
    one, third, nobody = 1, 1 / 3, 1 / NOBODY
    votes = np.array([one, third]) + nobody / 10
    assert found[0, [4, 8]] == pytest.approx(votes / (one + third + nobody))
    assert found.sum() == pytest.approx(1)


def test_what_confidently_counts_as_another_digit_is_doubted_the_worst_first() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1, 1], np.uint8)
    probabilities = np.zeros((7, 10), np.float32)
    probabilities[:, 0] = [0.9, 0.8, 0.7, 0.1, 0.95, 0.85, 0.5]
    probabilities[:, 1] = 1 - probabilities[:, 0]
    assert doubtful(probabilities, labels).tolist() == [4, 5]
    assert read_otherwise(probabilities, labels).tolist() == [4, 5, 6]


def test_a_digit_that_no_label_names_is_never_the_better_one() -> None:
    probabilities = np.full((2, 10), 0.1, np.float32)
    assert doubtful(probabilities, np.array([3, 3], np.uint8)).tolist() == []


def test_so_many_labels_are_made_wrong_and_none_stays() -> None:
    wrong, chosen = mislabel(DIGITS.labels, 0.05, 1)
    assert len(chosen) == 60
    assert np.flatnonzero(wrong != DIGITS.labels).tolist() == chosen.tolist()
    assert wrong.max() <= 9


def test_wrong_labels_are_found_among_neighbours() -> None:
    indices, distances = nearest_others(DIGITS.frames)
    wrong, chosen = mislabel(DIGITS.labels, 0.02, 1)
    probabilities = by_neighbours(indices, distances, wrong)
    sure, rough = (score(rule(probabilities, wrong), chosen) for rule in (doubtful, read_otherwise))
    assert sure.wrong == rough.wrong == 24
    assert sure.recall > 0.5
    assert sure.precision > 0.8
    assert rough.recall > 0.9
    assert rough.precision > 0.3


def test_the_network_is_asked_for_each_frame() -> None:
    (found,) = by_network(classifier(), DIGITS.frames[:300])
    assert np.allclose(found, classifier().classify(DIGITS.frames[:300]).probabilities)


def test_shares_of_nothing_are_no_numbers() -> None:
    nothing, some = np.array([], np.intp), np.array([1, 2], np.intp)
    assert np.isnan(score(some, nothing).recall)
    assert np.isnan(score(nothing, some).precision)
    assert score(some, np.array([2, 3, 4], np.intp)).recall == pytest.approx(1 / 3)


def test_fifteen_labels_of_mnists_test_set_are_known_to_be_wrong() -> None:
    places = known_errors()
    assert len(places) == 15
    assert (np.diff(places) > 0).all()
    assert places[-1] < 10_000
