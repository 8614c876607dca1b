from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.recognition.ink import Stroke, StrokeInk
from backend.recognition.strokes import BOX, CENTRE, draw, draw_all
from tests.recognition.inks import SEVEN, drawings, stroke_inks

Frame = NDArray[np.uint8]


def line(*points: tuple[float, float]) -> Stroke:
    return np.array(points, dtype=np.float64)


def ink_box(frame: Frame) -> tuple[int, int]:
    rows, columns = np.flatnonzero(frame.max(axis=1) > 60), np.flatnonzero(frame.max(axis=0) > 60)
    return int(rows[-1] - rows[0] + 1), int(columns[-1] - columns[0] + 1)


def centre_of_mass(frame: Frame) -> tuple[float, float]:
    mass = frame.astype(float)
    places = np.arange(28)
    return float(mass.sum(axis=1) @ places / mass.sum()), float(mass.sum(axis=0) @ places / mass.sum())


@given(stroke_inks)
def test_any_strokes_give_a_frame_with_ink(ink: StrokeInk) -> None:
    frame = draw(ink.strokes)
    assert frame.shape == (28, 28)
    assert frame.dtype == np.uint8
    assert frame.max() > 200


def moved(by: float) -> Callable[[Stroke], Stroke]:
    return lambda stroke: stroke + by


def scaled(by: float) -> Callable[[Stroke], Stroke]:
    return lambda stroke: stroke * by


def resampled(stroke: Stroke) -> Stroke:
    """Every segment in four, as a pen with a higher rate would report it."""
    parts = [start + (end - start) * np.arange(4)[:, np.newaxis] / 4 for start, end in pairwise(stroke)]
    return np.concatenate([*parts, stroke[-1:]])


def repeated(stroke: Stroke) -> Stroke:
    return np.repeat(stroke, 3, axis=0)


@pytest.mark.parametrize(
    "change",
    [moved(1234.5), moved(-7e5), scaled(0.001), scaled(300.0), resampled, repeated],
    ids=["moved", "moved far", "made small", "made large", "resampled", "repeated"],
)
@given(ink=drawings)
def test_place_size_and_sampling_leave_no_trace(change: Callable[[Stroke], Stroke], ink: StrokeInk) -> None:
    before = draw(ink.strokes)
    after = draw(tuple(change(stroke) for stroke in ink.strokes))
    assert np.abs(after.astype(int) - before).max() <= 2  # of 255: rounding alone


@pytest.mark.parametrize("ink", [SEVEN.strokes, (line((0, 0), (3, 90), (1, 200)),)], ids=["seven", "one"])
def test_ink_fills_the_box_about_its_centre_of_mass(ink: tuple[Stroke, ...]) -> None:
    frame = draw(ink)
    assert abs(max(ink_box(frame)) - BOX) <= 1
    assert centre_of_mass(frame) == pytest.approx((CENTRE, CENTRE), abs=0.3)


def test_aspect_is_kept() -> None:
    height, width = ink_box(draw((line((0, 0), (50, 0), (50, 200), (0, 200), (0, 0)),)))
    assert height == pytest.approx(20, abs=1)
    assert width == pytest.approx(7, abs=1.5)


def test_a_dot_is_a_dot_in_the_middle() -> None:
    frame = draw((line((417.0, 98.0)),))
    assert ink_box(frame) in {(2, 2), (3, 3)}
    assert centre_of_mass(frame) == pytest.approx((CENTRE, CENTRE), abs=0.1)
    assert np.array_equal(frame, draw((line((417.0, 98.0)),) * 3))


@pytest.mark.parametrize("size", [5e-324, 1e-200])
def test_a_drawing_too_small_for_arithmetic_is_a_dot(size: float) -> None:
    assert np.array_equal(draw((line((0.0, 0.0), (size, size)),)), draw((line((0.0, 0.0)),)))


def test_lopsided_ink_stays_in_the_frame() -> None:
    knot = [(float(x % 7), float(x % 5)) for x in range(500)]
    frame = draw((line(*knot, (200.0, 3.0)),))
    assert ink_box(frame)[1] >= BOX - 1


def test_a_scribble_of_ten_thousand_points_is_drawn() -> None:
    scribble = np.random.default_rng(0).uniform(0, 1000, (10_000, 2))
    assert draw((scribble,)).mean() > 100


@given(inks=st.lists(stroke_inks, min_size=1, max_size=5))
def test_drawings_leave_no_trace_in_each_other(inks: list[StrokeInk]) -> None:
    together = draw_all([ink.strokes for ink in inks])
    alone = np.stack([draw(ink.strokes) for ink in inks])
    assert np.abs(together.astype(int) - alone).max() <= 1  # where float64's last bits decide what is rounded up


def test_a_scribble_beside_others_is_merged_and_they_are_not() -> None:
    rng = np.random.default_rng(4)
    scribble = (rng.uniform(0.0, 100.0, (3000, 2)),)
    together = draw_all([SEVEN.strokes, scribble, SEVEN.strokes])
    assert (together[0] == draw(SEVEN.strokes)).all()
    assert (together[1] == draw(scribble)).all()
    assert (together[2] == together[0]).all()
