import dataclasses
from contextlib import closing
from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.line_network import OTHER
from backend.recognition.strip import HEIGHT
from model_training.datasets import PenDigit
from model_training.held_out import HeldOut
from model_training.lines.config import LineConfig
from model_training.lines.data import Batch, Hands, LineSet, batch, batches, line_set, steps_per_epoch
from model_training.mnist import Digits
from tests.model_training.digits import small_digits
from tests.model_training.lines.blocks import OTHERS, bar, bars, blocks

CONFIG = LineConfig(
    seed=1,
    lines=24,
    batch_size=8,
    validation_lines=30,
    width=128,
    template_drawings=40,
    redrawings=2,
    letters=12,
    widths=(4, 4, 4, 4),
)
HANDS = Hands(framed=[blocks(3)], written=[bars(7)], others=[OTHERS])


def some(config: LineConfig, hands: Hands = HANDS, size: int = 60) -> Batch:
    return batch(hands, config, size, np.random.default_rng(1))


def symbols_in(lines: Batch) -> set[int]:
    return set(lines[1][lines[1] >= 0].tolist())


def same(one: Batch, other: Batch) -> bool:
    return np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])


def test_a_batch_is_strips_and_their_symbols_filled_up_with_minus_one() -> None:
    strips, symbols = some(CONFIG)
    assert strips.shape == (60, HEIGHT, 128)
    assert strips.dtype == np.uint8
    assert (strips.reshape(60, -1).max(axis=1) > 60).all()
    assert len(symbols) == 60
    assert symbols.dtype == np.int32
    assert symbols.min() == -1
    said = symbols >= 0
    assert said[:, 0].all()
    assert not (said[:, 1:] & ~said[:, :-1]).any()


@pytest.mark.parametrize(("written", "symbols"), [(0.0, {3}), (1.0, {7}), (0.5, {3, 7})])
def test_so_many_lines_are_written_with_a_pen(written: float, symbols: set[int]) -> None:
    assert symbols_in(some(dataclasses.replace(CONFIG, written=written, others=0.0))) == symbols


def test_lines_are_written_by_whom_there_is() -> None:
    config = dataclasses.replace(CONFIG, others=1.0)
    assert symbols_in(some(config, Hands(framed=[], written=[bars(7)], others=[]))) == {7}
    assert symbols_in(some(config, Hands(framed=[blocks(3)], written=[], others=[]))) == {3}


def test_each_line_is_of_one_hand_one_as_often_as_the_other() -> None:
    writers = Hands(framed=[], written=[*[bars(1)] * 2, bars(2), bars(3)], others=[])
    _, symbols = some(CONFIG, writers, size=200)
    assert all(len(set(row[row >= 0])) == 1 for row in symbols)
    shares = [float((symbols[:, 0] == writer).mean()) for writer in (1, 2, 3)]
    assert 0.4 < shares[0] < 0.6
    assert all(0.17 < share < 0.33 for share in shares[1:])


@pytest.mark.parametrize(("others", "least", "most"), [(0.0, 0.0, 0.0), (0.5, 0.2, 0.6), (1.0, 0.5, 1.0)])
def test_so_many_lines_hold_what_is_no_digit(others: float, least: float, most: float) -> None:
    _, symbols = some(dataclasses.replace(CONFIG, others=others))
    assert least <= (symbols == OTHER).any(axis=1).mean() <= most


def test_worn_lines_are_less_clean() -> None:
    clean, worn = (some(dataclasses.replace(CONFIG, worn=worn))[0] for worn in (0.0, 1.0))
    assert np.mean(clean == 0) > np.mean(worn == 0) + 0.03


def test_the_seed_and_the_number_of_an_epoch_decide_what_is_in_it() -> None:
    (first,), (again,), (later,) = (islice(batches(HANDS, CONFIG, epoch), 1) for epoch in (0, 0, 1))
    (otherwise,) = islice(batches(HANDS, dataclasses.replace(CONFIG, seed=2), 0), 1)
    assert same(first, again)
    assert not same(first, later)
    assert not same(first, otherwise)


def test_who_comes_in_at_a_later_epoch_sees_the_same_batches() -> None:
    steps = steps_per_epoch(CONFIG)
    assert steps == 3
    whole = list(islice(batches(HANDS, CONFIG, 0), 3 * steps))
    for epoch in (1, 2):
        rest = islice(batches(HANDS, CONFIG, epoch), (3 - epoch) * steps)
        assert all(same(ours, theirs) for ours, theirs in zip(rest, whole[epoch * steps :], strict=True))


def test_several_processes_compose_what_one_alone_does() -> None:
    alone = islice(batches(HANDS, CONFIG, 0), 5)
    with closing(batches(HANDS, CONFIG, 0, workers=2)) as together:
        assert all(same(ours, theirs) for ours, theirs in zip(islice(together, 5), alone, strict=True))


def test_stretched_lines_are_wider() -> None:
    wide = dataclasses.replace(CONFIG, stretched=1.0)
    for seed in range(5):
        (strips, symbols), (plain, _) = (batch(HANDS, one, 8, np.random.default_rng(seed)) for one in (wide, CONFIG))
        assert strips.shape == plain.shape
        assert (symbols >= 0).any(axis=1).all()
    sizes = [np.mean([hand_width(one, seed) for seed in range(20)]) for one in (wide, CONFIG)]
    assert sizes[0] > 1.05 * sizes[1]


def hand_width(config: LineConfig, seed: int) -> float:
    """Columns with ink for each symbol of a batch."""
    strips, symbols = batch(Hands([HANDS.framed[0]], [], []), config, 16, np.random.default_rng(seed))
    return float(strips.any(axis=1).sum() / (symbols >= 0).sum())


def pen_digits(*labels: int) -> list[PenDigit]:
    return [PenDigit(label, writer, bar()) for label in labels for writer in (1, 2)]


def learned(digits: Digits, held_out: HeldOut, config: LineConfig = CONFIG) -> LineSet:
    fives = small_digits(60)
    return line_set(config, digits, fives.take(np.flatnonzero(fives.labels == 5)), held_out)


HELD_OUT = HeldOut(pen_digits(1, 2, 3), pen_digits(6), {}, ("a.npz",), {})


def test_validation_lines_are_of_digits_that_are_held_out() -> None:
    lines = learned(small_digits(60), HELD_OUT)
    assert lines.validation[0].shape == (30, HEIGHT, 128)
    assert symbols_in(lines.validation) == {5, 6, OTHER}


def test_hands_are_those_of_frames_templates_and_writers() -> None:
    hands = learned(small_digits(60), HELD_OUT).hands
    assert (len(hands.framed), len(hands.written), len(hands.others)) == (6, 4, 1)
    *templates, first, second = hands.written
    assert all(hand.has(digit) for hand in templates for digit in range(10))
    for writer in (first, second):
        assert [digit for digit in range(11) if writer.has(digit)] == [1, 2, 3]
    assert [symbol for symbol in range(11) if hands.others[0].has(symbol)] == [OTHER]


def test_half_of_the_lines_of_frames_are_thin() -> None:
    hands = learned(small_digits(60), HELD_OUT).hands.framed
    patches = [hand.again(8, np.random.default_rng(0)).patch for hand in hands]
    assert [patch is not None and len(patch) > 28 for patch in patches] == [False, True] * 3  # thin ones are finer


def test_writers_digits_are_redrawn_so_many_times() -> None:
    writer = learned(small_digits(60), HELD_OUT).hands.written[-1]
    rng = np.random.default_rng(0)
    drawn = {np.concatenate(writer.again(2, rng).strokes).tobytes() for _ in range(60)}
    assert len(drawn) == 1 + CONFIG.redrawings


def test_frames_without_ink_are_left_out() -> None:
    digits = small_digits(60)
    digits.frames[digits.labels == 8] = 0
    for framed in learned(digits, HELD_OUT).hands.framed:
        assert not framed.has(8)
        assert framed.has(9)


def test_what_is_missing_is_gone_without() -> None:
    lines = learned(small_digits(60), HeldOut([], [], {}, (), {}), dataclasses.replace(CONFIG, letters=0))
    assert (len(lines.hands.framed), len(lines.hands.written), lines.hands.others) == (6, 1, [])
    assert symbols_in(lines.validation) == {5}
    assert "Pendigits" not in lines.sources.data
    assert "Pendigits" in learned(small_digits(60), HELD_OUT).sources.data


def test_the_seed_decides_what_is_learned_from() -> None:
    one, again = (learned(small_digits(60), HELD_OUT) for _ in range(2))
    assert same(one.validation, again.validation)
    assert same(some(CONFIG, one.hands), some(CONFIG, again.hands))


def test_lines_that_the_service_saw_are_of_the_same_digits_and_as_many_as_asked_for() -> None:
    config = dataclasses.replace(CONFIG, seen=1.0, seen_lines=40)
    lines = learned(small_digits(60), HELD_OUT, config)
    assert 20 < len(lines.hands.seen) <= 40
    assert symbols_in(lines.validation) == {5, 6}  # those of the held-out writer are sixes
    shown = {tuple(row[row >= 0].tolist()) for row in some(config, lines.hands)[1]}
    assert shown <= {tuple(line.symbols) for line in lines.hands.seen}
    assert "100% of them as the service sees pictures" in lines.sources.data
    assert "service sees" not in learned(small_digits(60), HELD_OUT).sources.data


def test_what_one_writer_writes_in_a_seen_line_is_of_one_size() -> None:
    """Bars of the writers' own unit, and redrawn ones of another."""
    lines = learned(small_digits(60), HELD_OUT, dataclasses.replace(CONFIG, seen=1.0, seen_lines=120)).hands.seen
    bars = [line.strip for line in lines if set(line.symbols) <= {1, 2, 3} and len(line.symbols) > 3]
    assert len(bars) > 10
    assert all(min(heights(strip)) > 0.5 * max(heights(strip)) for strip in bars)


def heights(strip: NDArray[np.uint8]) -> list[int]:
    """Of what lies side by side with paper between."""
    columns = np.flatnonzero(strip.any(axis=0))
    parts = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    return [int(np.flatnonzero(strip[:, part].any(axis=1)).size) for part in parts]
