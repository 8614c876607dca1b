import numpy as np

from model_training.cut_outs import cut_out_digits, enlarged_digits
from tests.model_training.digits import small_digits

DIGITS = small_digits(60)


def test_the_same_seed_cuts_the_same_digits() -> None:
    (first, labels), (second, again) = (cut_out_digits(DIGITS, 6, np.random.default_rng(7)) for _ in range(2))
    assert labels.tolist() == again.tolist()
    assert all(np.array_equal(a.grey, b.grey) for a, b in zip(first, second, strict=True))


def test_each_is_dark_ink_on_lighter_paper_and_every_digit_comes() -> None:
    inks, labels = cut_out_digits(DIGITS, 200, np.random.default_rng(3))
    assert labels.dtype == np.uint8
    assert set(labels) == set(range(10))
    for ink in inks:
        assert ink.grey.dtype == np.uint8
        assert ink.grey.min() < np.percentile(ink.grey, 90) - 40


def test_neighbours_reach_into_some_of_the_pictures() -> None:
    inks, _ = cut_out_digits(DIGITS, 200, np.random.default_rng(4))
    sides = [ink.grey[:, [0, -1]].min() < (int(ink.grey.min()) + int(ink.grey.max())) / 2 for ink in inks]
    assert 0.2 < np.mean(sides) < 0.9


def test_enlarged_digits_fill_their_pictures_and_half_are_black_and_white() -> None:
    inks, labels = enlarged_digits(DIGITS, 100, np.random.default_rng(5))
    again, _ = enlarged_digits(DIGITS, 100, np.random.default_rng(5))
    assert all(np.array_equal(one.grey, other.grey) for one, other in zip(inks, again, strict=True))
    assert set(labels) == set(range(10))
    assert all(80 <= max(ink.grey.shape) <= 400 for ink in inks)
    edges = [side.min() for ink in inks for side in (ink.grey[0], ink.grey[-1], ink.grey[:, 0], ink.grey[:, -1])]
    assert np.mean(np.array(edges) < 200) > 0.9
    assert 0.3 < np.mean([len(np.unique(ink.grey)) == 2 for ink in inks]) < 0.7
    assert 0.3 < np.mean([ink.grey.shape[0] == ink.grey.shape[1] for ink in inks]) < 0.8
