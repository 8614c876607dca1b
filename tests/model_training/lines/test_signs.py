import numpy as np

from model_training.lines.signs import separator

SIGNS = [separator(np.random.default_rng(seed)) for seed in range(400)]
POINTS = [np.concatenate(sign) for sign in SIGNS]


def test_separators_are_lower_than_digits_and_no_wider() -> None:
    for points in POINTS:
        width, height = np.ptp(points, axis=0)
        assert height < 0.5
        assert width < 1.0


def test_separators_begin_at_their_left_edge() -> None:
    assert np.abs([points[:, 0].min() for points in POINTS]).max() < 0.15
    assert abs(np.mean([points[:, 0].min() for points in POINTS])) < 0.02


def test_separators_stand_in_the_middle_or_at_the_foot_of_the_line() -> None:
    for points in POINTS:
        assert points[:, 1].min() > 0.1
        assert points[:, 1].max() < 1.5


def test_some_are_dots_some_commas_some_dashes_and_some_double() -> None:
    feet = np.array([points[:, 1].mean() > 0.8 for points in POINTS])
    wide = np.array([np.ptp(points[:, 0]) > 0.15 for points in POINTS])
    double = np.array([len(sign) == 2 for sign in SIGNS])
    assert 0.5 < feet.mean() < 0.75
    assert 0.2 < wide.mean() < 0.4
    assert 0.05 < double.mean() < 0.15
    assert not (feet & wide).any()


def test_no_two_separators_are_alike() -> None:
    assert len({points.tobytes() for points in POINTS}) == len(POINTS)
