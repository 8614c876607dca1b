"""Lines of blocks that can be read back by their greys."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.recognition.line_network import OTHER
from backend.recognition.strip import HEIGHT
from model_training.lines.compose import compose
from model_training.lines.shapes import Frame, Hand
from tests.model_training.lines.blocks import OTHERS, bars, blocks, gaps, grey, seen_blocks, together

WIDTH = 192
DIGITS = blocks(*range(10))


def lines(hand: Hand, count: int, others: Hand | None = None) -> list[tuple[Frame, list[int]]]:
    return [compose(hand, others, WIDTH, np.random.default_rng(seed)) for seed in range(count)]


def test_digits_stand_from_left_to_right_as_their_symbols_say() -> None:
    for ink, symbols in lines(DIGITS, 200):
        assert together(seen_blocks(ink)) == together(symbols)


def test_lines_have_room_to_be_bent_in() -> None:
    for hand in (DIGITS, bars(1, 7)):
        for ink, _ in lines(hand, 20):
            assert ink.shape == (HEIGHT + 32, WIDTH)
            assert ink.dtype == np.uint8
            assert ink.max() > 90


def test_no_digit_is_cut_off_at_either_end() -> None:
    for ink, _ in lines(DIGITS, 200):
        assert not seen_blocks(ink[:, :1])
        assert not seen_blocks(ink[:, -1:])


def test_writing_stands_in_the_middle_rows() -> None:
    rows = [np.flatnonzero(((ink > 60) & (ink < 255)).sum(axis=1) >= 5) for ink, _ in lines(DIGITS, 200)]
    middles = [(one[0] + one[-1]) / 2 - 15.5 - HEIGHT / 2 for one in rows]
    assert abs(np.mean(middles)) < 1  # what is tall reaches up further than down
    assert np.abs(middles).max() < 8  # a line may be of one digit
    assert 18 < np.median([len(one) for one in rows]) < 26


def test_some_lines_are_short_and_some_are_full() -> None:
    written = lines(DIGITS, 200)
    lengths = [len(symbols) for _, symbols in written]
    ends = [np.flatnonzero(ink.any(axis=0))[-1] for ink, _ in written]
    assert min(lengths) == 1
    assert max(lengths) > 12
    assert np.mean([end > 0.8 * WIDTH for end in ends]) > 0.5


def test_some_neighbours_touch() -> None:
    apart = pairs = 0
    for ink, symbols in lines(DIGITS, 300):
        apart += gaps(ink)
        pairs += len(symbols) - 1
    assert 0.15 < 1 - apart / pairs < 0.5


def test_separators_are_drawn_and_add_no_symbol() -> None:
    written = lines(blocks(5), 200)
    assert {symbol for _, symbols in written for symbol in symbols} == {5}
    signs = [bool((ink == 255).any()) for ink, _ in written]  # only the pen is white
    assert 0.4 < np.mean(signs) < 0.7
    for ink, symbols in written:
        assert gaps(ink) < len(symbols)


def test_some_lines_begin_or_end_with_a_sign() -> None:
    opened = closed = 0
    for ink, _ in lines(blocks(5), 300):
        digits = np.flatnonzero((ink == grey(5)).sum(axis=0) >= 6)
        pen = np.flatnonzero((ink == 255).any(axis=0))
        opened += bool((pen < digits[0]).any())
        closed += bool((pen > digits[-1]).any())
    assert 0.02 < opened / 300 < 0.12
    assert 0.1 < closed / 300 < 0.4  # a full line leaves no room for it


def test_some_hands_write_zeros_small() -> None:
    def height(ink: Frame, symbol: int) -> float:
        rows: NDArray[np.intp] = (ink == grey(symbol)).sum(axis=1)
        return float((rows >= 5).sum())

    written = [ink for ink, symbols in lines(blocks(0, 5), 300) if {0, 5} <= set(symbols)]
    smaller = np.array([height(ink, 0) < 0.75 * height(ink, 5) for ink in written])
    assert 0.03 < smaller.mean() < 0.3


def linked(symbol: int, count: int = 300) -> float:
    """Share of the lines of this symbol alone in which a stroke joins two of them above the foot."""
    found = 0
    for ink, _ in lines(blocks(symbol), count):
        tall = (ink == grey(symbol)).sum(axis=0) >= 6
        ends = np.flatnonzero(np.diff(tall.astype(np.int8)))
        between = [ink[:, end + 1 : start + 1] for end, start in zip(ends[1:-1:2], ends[2:-1:2], strict=True)]
        found += any(bool((gap == 255).any(axis=0).all()) for gap in between)
    return found / count


def test_some_hands_link_neighbours_above_the_foot() -> None:
    assert 0.05 < linked(5) < 0.3


def test_more_hands_chain_zeros() -> None:
    assert linked(5) + 0.1 < linked(0) < 0.6


def test_what_is_no_digit_is_one_symbol_however_many_there_are() -> None:
    written = lines(DIGITS, 200, OTHERS)
    more = 0
    for ink, symbols in written:
        seen = seen_blocks(ink)
        assert together(seen) == together(symbols)
        assert (OTHER, OTHER) not in pairwise(symbols)
        more += seen.count(OTHER) > symbols.count(OTHER)
    assert 0.5 < np.mean([OTHER in symbols for _, symbols in written]) < 0.95
    assert more > 20


def test_only_others_write_what_is_no_digit() -> None:
    assert not any(OTHER in symbols for _, symbols in lines(DIGITS, 50))


def test_the_same_digit_twice_and_zeros_come_more_often_than_by_chance() -> None:
    rows = [symbols for _, symbols in lines(DIGITS, 300)]
    pairs = [pair for symbols in rows for pair in pairwise(symbols)]
    assert 0.13 < np.mean([a == b for a, b in pairs if a]) < 0.19
    assert 0.22 < np.mean([b == 0 for a, b in pairs if not a]) < 0.35
    assert 0.12 < np.mean([symbol == 0 for symbols in rows for symbol in symbols]) < 0.18


def test_strokes_are_written_by_pens_of_many_widths() -> None:
    inks = [np.sort(ink[ink > 0])[::-1] for ink, _ in lines(bars(1), 60)]
    assert all(grey[0] > 90 for grey in inks)
    shares = [(ink > 128).sum() / len(symbols) for ink, symbols in lines(bars(1), 60)]
    assert max(shares) > 2.5 * min(shares)


def test_the_same_rng_writes_the_same_line() -> None:
    (one, said), (again, same), (other, _) = (
        compose(DIGITS, OTHERS, WIDTH, np.random.default_rng(seed)) for seed in (3, 3, 4)
    )
    assert np.array_equal(one, again)
    assert said == same
    assert not np.array_equal(one, other)
