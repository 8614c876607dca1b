import numpy as np
import pytest

from model_training.explore.plane import components, tsne
from model_training.explore.plane_figures import agreement
from tests.model_training.digits import small_digits

DIGITS = small_digits(80)


def test_components_hold_most_of_the_variance_and_give_the_images_back() -> None:
    scores, looks, explained = components(DIGITS.frames, 1)
    points = DIGITS.frames.reshape(80, -1) / 255
    centred = points - points.mean(axis=0)
    assert explained.sum() > 0.9
    assert 1 - np.var(centred - scores @ looks.reshape(len(looks), -1)) / np.var(centred) == pytest.approx(
        explained.sum(), abs=0.02
    )


def test_of_few_images_there_are_few_components() -> None:
    assert components(DIGITS.frames[:8], 1)[0].shape == (8, 8)


def test_like_digits_lie_together_on_the_map() -> None:
    scores, *_ = components(DIGITS.frames, 1)
    (places,) = tsne(scores, 1)
    assert places.shape == (80, 2)
    assert agreement(places, DIGITS.labels) > 0.7


def test_agreement_counts_the_nearest_other() -> None:
    places = np.array([[0, 0], [0, 1], [9, 9], [9, 8.5]], np.float32)
    assert agreement(places, np.array([1, 1, 2, 3], np.uint8)) == 0.5
