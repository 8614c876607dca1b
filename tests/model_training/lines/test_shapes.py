import numpy as np
import pytest

from backend.recognition.line_network import OTHER
from model_training.lines.shapes import ROWS, Hand, Shape, of_frame, of_strokes, thinned
from model_training.penmanship import write
from tests.model_training.digits import small_digits
from tests.model_training.lines.blocks import bar, block


def inked(shape: Shape) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The bands where the shape has ink."""
    return np.isfinite(shape.start)


def test_pixels_are_cut_out_at_the_edges_of_their_ink() -> None:
    shape = of_frame(block(3), 3)
    assert shape.symbol == 3
    assert shape.patch is not None
    assert np.array_equal(shape.patch, block(3)[4:24, 9:19])
    assert shape.width == 0.5
    assert shape.start == pytest.approx(np.zeros(ROWS))
    assert shape.reach == pytest.approx(np.full(ROWS, 0.5))


def test_the_outline_of_pixels_goes_with_them() -> None:
    frame = np.zeros((28, 28), np.uint8)
    frame[5:21, 10:12] = frame[13:21, 10:18] = 200  # an L of 16 rows
    shape = of_frame(frame, OTHER)
    assert shape.start == pytest.approx(np.zeros(ROWS))
    assert shape.reach == pytest.approx(np.array([2 / 16] * 8 + [8 / 16] * 8))


def test_bands_without_ink_have_no_outline() -> None:
    frame = np.zeros((28, 28), np.uint8)
    frame[4:8, 10:14] = frame[16:20, 10:14] = 200  # a colon
    shape = of_frame(frame, OTHER)
    assert list(inked(shape)) == [True] * 4 + [False] * 8 + [True] * 4
    assert set(shape.start[4:12]) == {np.inf}
    assert set(shape.reach[4:12]) == {-np.inf}


def test_faint_pixels_are_ink_where_there_is_nothing_else() -> None:
    assert of_frame(block(0) // 10, 0).width == 0.5


def test_faint_pixels_beside_ink_are_not() -> None:
    frame = block(0)
    frame[4:24, 19:24] = 40
    assert of_frame(frame, 0).width == 0.5


def test_hardly_a_pixel_of_a_digit_is_outside_of_its_outline() -> None:
    digits = small_digits(60)
    for frame, label in zip(digits.frames, digits.labels, strict=True):
        shape = of_frame(frame, int(label))
        assert shape.patch is not None
        rows = len(shape.patch)
        assert (shape.start[inked(shape)] >= 0).all()
        assert (shape.start[inked(shape)] < shape.reach[inked(shape)]).all()
        assert shape.reach[inked(shape)].max() <= shape.width
        y, x = np.nonzero(shape.patch >= 96)
        bands = y * ROWS // rows
        outside = np.maximum(shape.start[bands] - x / rows, (x + 1) / rows - shape.reach[bands])
        assert (outside < 1.5 / rows).mean() > 0.95  # a band shows one row of it


def test_a_thinned_frame_shows_the_cores_of_its_strokes() -> None:
    frame = np.zeros((28, 28), np.uint8)
    frame[4:24, 6:12] = frame[18:24, 6:22] = 255  # an L with a pen of six
    thin = thinned(frame)
    assert thin.shape == (84, 84)
    assert set(np.unique(thin)) == {0, 255}
    assert 6 <= np.count_nonzero(thin[30]) <= 12
    assert thin[30, 3 * 9 - 2 : 3 * 9 + 2].all()
    assert np.count_nonzero(np.diff(np.flatnonzero(thin.any(axis=0)))) == np.count_nonzero(thin.any(axis=0)) - 1


def test_thinned_digits_keep_their_shape_but_not_their_weight() -> None:
    for frame in small_digits(40).frames:
        large, thin = np.kron(frame >= 96, np.ones((3, 3), np.bool_)), thinned(frame) > 0
        assert (large | ~thin).mean() > 0.99
        assert 0.25 < thin.sum() / large.sum() < 0.75


def test_nothing_is_thinned_to_nothing() -> None:
    assert not thinned(np.zeros((28, 28), np.uint8)).any()


def test_the_outline_of_strokes_goes_with_the_pen() -> None:
    shape = of_strokes(bar(width=1.0), 1)
    middles = (np.arange(ROWS) + 0.5) / ROWS
    assert shape.width == pytest.approx(1.0)
    assert (shape.start + shape.reach) / 2 == pytest.approx(middles, abs=0.02)
    assert shape.reach - shape.start == pytest.approx(np.full(ROWS, 1 / ROWS), abs=0.02)


def test_a_drawn_digit_is_in_its_outline() -> None:
    rng = np.random.default_rng(0)
    for label in range(10):
        shape = of_strokes(write(label, rng), label)
        points = np.concatenate(shape.strokes)
        assert points.min(axis=0) == pytest.approx((0.0, 0.0))
        assert points.max(axis=0) == pytest.approx((shape.width, 1.0))
        bands = np.clip((points[:, 1] * ROWS).astype(int), 0, ROWS - 1)
        assert (shape.start[bands] <= points[:, 0] + 0.02).all()
        assert (points[:, 0] - 0.02 <= shape.reach[bands]).all()
        assert shape.start[inked(shape)].min() == pytest.approx(0.0, abs=0.02)
        assert shape.reach[inked(shape)].max() == pytest.approx(shape.width, abs=0.02)


def test_unit_and_place_of_strokes_do_not_matter() -> None:
    one, other = of_strokes(bar(), 1), of_strokes([stroke * 7.0 + 300.0 for stroke in bar()], 1)
    assert one.width == pytest.approx(other.width)
    assert np.concatenate(one.strokes) == pytest.approx(np.concatenate(other.strokes))


def test_a_dash_is_four_times_as_wide_as_it_is_taken_for_tall() -> None:
    shape = of_strokes([np.array([[3.0, 5.0], [50.0, 5.0], [103.0, 5.0]])], OTHER)
    assert shape.width == pytest.approx(4.0)
    assert list(inked(shape)) == [True] + [False] * (ROWS - 1)
    assert (shape.start[0], shape.reach[0]) == pytest.approx((0.0, 4.0))


def test_a_dot_is_a_shape() -> None:
    shape = of_strokes([np.array([[3.0, 5.0]])], OTHER)
    assert shape.width == 0.0
    assert np.isfinite(np.concatenate(shape.strokes)).all()


def test_a_hand_writes_each_of_its_symbols_as_often_as_any_other() -> None:
    hand = Hand([of_frame(block(0), 0)] * 50 + [of_frame(block(7), 7)])
    rng = np.random.default_rng(0)
    symbols = [hand.any(rng).symbol for _ in range(600)]
    assert set(symbols) == {0, 7}
    assert 0.4 < symbols.count(7) / 600 < 0.6


def test_a_hand_knows_what_it_has_and_writes_it_again() -> None:
    shapes = [of_frame(block(grey), 4) for grey in (1, 2, 3)]
    hand = Hand([*shapes, of_frame(block(9), 9)])
    assert [symbol for symbol in range(11) if hand.has(symbol)] == [4, 9]
    rng = np.random.default_rng(0)
    again = [hand.again(4, rng) for _ in range(50)]
    assert {id(shape) for shape in again} == {id(shape) for shape in shapes}
