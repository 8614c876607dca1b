import numpy as np
import pytest

from backend.recognition.strip import HEIGHT
from model_training.lines.compose import compose
from model_training.lines.shapes import Frame
from model_training.lines.wear import WAYS, Rng, bend, beneath, pen, wear
from tests.model_training.lines.blocks import bars

KINDS = [change for _, change in WAYS]
WIDTH = 192


def rngs(count: int) -> list[Rng]:
    return [np.random.default_rng(seed) for seed in range(count)]


INKS = [compose(bars(1, 7), None, WIDTH, rng)[0] for rng in rngs(40)]
STRIPS = [ink[16:-16] for ink in INKS]


def left(before: Frame, after: Frame) -> float:
    """The share of the ink that can still be seen."""
    return float((after[before > 128] > 40).mean())


def test_shares_are_shares() -> None:
    assert all(0.0 < share < 1.0 for share, _ in WAYS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_strips_and_leaves_them_strips(kind: object) -> None:
    assert callable(kind)
    worn = [kind(strip.copy(), rng) for strip, rng in zip(STRIPS, rngs(40), strict=True)]
    assert {(one.shape, one.dtype) for one in worn} == {((HEIGHT, WIDTH), np.dtype(np.uint8))}
    changed = [not np.array_equal(one, strip) for one, strip in zip(worn, STRIPS, strict=True)]
    assert np.mean(changed) > 0.5  # a box has no edge where there is a digit


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_wipes_or_buries_the_writing(kind: object) -> None:
    assert callable(kind)
    for strip, rng in zip(STRIPS, rngs(40), strict=True):
        worn = kind(strip.copy(), rng)
        assert left(strip, worn) > 0.6
        assert worn[strip > 128].mean() > worn[strip == 0].mean() + 60


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_changes_the_strip_it_is_given(kind: object) -> None:
    assert callable(kind)
    before = STRIPS[0].copy()
    for rng in rngs(5):
        kind(STRIPS[0], rng)
    assert np.array_equal(STRIPS[0], before)


@pytest.mark.parametrize("empty", [np.zeros((HEIGHT, 64), np.uint8), np.full((HEIGHT, 64), 255, np.uint8)])
def test_blank_and_white_strips_do_no_harm(empty: Frame) -> None:
    for rng in rngs(100):
        assert wear(beneath(pen(empty, rng), empty, rng), rng).shape == (HEIGHT, 64)


def test_worn_lines_can_still_be_read() -> None:
    worn = [wear(strip, rng) for strip, rng in zip(STRIPS * 5, rngs(200), strict=True)]
    seen = [left(strip, one) for strip, one in zip(STRIPS * 5, worn, strict=True)]
    assert np.mean(seen) > 0.9
    assert min(seen) > 0.3


def test_the_rng_decides() -> None:
    one, again, other = (wear(STRIPS[0], np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_bending_keeps_the_middle_rows_and_the_order_of_columns() -> None:
    ink = np.zeros((HEIGHT + 32, WIDTH), np.uint8)
    ink[22:42, 40:44] = 120
    ink[22:42, 140:144] = 240
    for rng in rngs(60):
        bent = bend(ink, rng)
        assert bent.shape == (HEIGHT, WIDTH)
        assert bent.dtype == np.uint8
        first, second = bent[:, :90], bent[:, 90:]
        assert first.max() < 130 < second.max()
        for half, before in ((first, 42), (second, 52)):
            columns = np.average(np.arange(half.shape[1]), weights=half.sum(axis=0))
            rows = np.average(np.arange(HEIGHT), weights=half.sum(axis=1))
            assert abs(columns - before) < 6
            assert abs(rows - HEIGHT / 2) < 9


def test_bending_slants_to_both_sides() -> None:
    ink = np.zeros((HEIGHT + 32, WIDTH), np.uint8)
    ink[22:42, 94:98] = 255
    leans = []
    for rng in rngs(60):
        bent = bend(ink, rng)
        above, below = (np.flatnonzero(part.any(axis=0)).mean() for part in (bent[6:14], bent[18:26]))
        leans.append(above - below)
    assert min(leans) < -2
    assert max(leans) > 2
    assert abs(np.mean(leans)) < 1.5


def test_pens_are_thicker_or_thinner_and_write_everything() -> None:
    sums = []
    for strip, rng in zip(STRIPS, rngs(40), strict=True):
        written = pen(strip, rng)
        assert written.dtype == np.uint8
        sums.append(written.sum(dtype=float) / strip.sum(dtype=float))
        assert left(strip, written) > 0.9
    assert min(sums) < 0.9
    assert max(sums) > 1.2


def test_other_writing_is_seen_only_at_the_edge_above_or_below() -> None:
    changed = []
    for rng in rngs(60):
        joined = beneath(STRIPS[0], STRIPS[1], rng)
        assert (joined >= STRIPS[0]).all()
        rows = np.flatnonzero((joined != STRIPS[0]).any(axis=1))
        assert len(rows) > 0
        assert rows.max() < 7 or rows.min() >= HEIGHT - 7
        changed.append(int(rows[0]))
    assert 0.3 < np.mean([row > HEIGHT / 2 for row in changed]) < 0.7


def test_what_is_seen_of_other_writing_is_its_near_end() -> None:
    other = np.zeros((HEIGHT, WIDTH), np.uint8)
    other[6] = 100  # its upper end
    other[20] = 200
    blank = np.zeros_like(other)
    for rng in rngs(20):
        joined = beneath(blank, other, rng)
        low = bool(joined[HEIGHT // 2 :].any())
        assert set(joined[joined > 0]) == {100 if low else 200}


def test_a_blank_neighbour_adds_nothing() -> None:
    for rng in rngs(10):
        assert np.array_equal(beneath(STRIPS[0], np.zeros_like(STRIPS[0]), rng), STRIPS[0])
