"""Lines that the service itself saw on pictures of numbers."""

import numpy as np
import pytest

from backend.recognition.strip import HEIGHT
from model_training.datasets import PenDigit
from model_training.lines.hands import framed_hand
from model_training.lines.seen import SeenLine, Writers, seen_lines
from model_training.penmanship import TEMPLATES, write
from tests.model_training.digits import small_digits

DIGITS = small_digits(200)
WRITERS = Writers(DIGITS, [framed_hand(DIGITS)], [])


@pytest.fixture(scope="module")
def lines() -> list[SeenLine]:
    return seen_lines(WRITERS, 60, 192, seed=3)


def test_most_pictures_are_seen_as_one_line(lines: list[SeenLine]) -> None:
    assert 45 < len(lines) <= 60
    for line in lines:
        assert line.strip.shape[0] == HEIGHT
        assert line.strip.shape[1] <= 192
        assert line.strip.max() > 100
        assert line.symbols
        assert set(line.symbols) <= set(range(10))


def test_a_line_with_more_digits_is_wider(lines: list[SeenLine]) -> None:
    widths, counts = ([measure(line) for line in lines] for measure in (lambda one: one.strip.shape[1], count))
    assert np.corrcoef(widths, counts)[0, 1] > 0.7


def count(line: SeenLine) -> int:
    return len(line.symbols)


def test_what_is_too_wide_or_nothing_is_left_out() -> None:
    assert all(line.strip.shape[1] <= 64 for line in seen_lines(WRITERS, 40, 64, seed=3))
    assert seen_lines(WRITERS, 0, 192, seed=3) == []


def test_a_third_is_in_strokes_where_there_are_strokes_to_join() -> None:
    rng = np.random.default_rng(3)
    written = [PenDigit(6, 1, write(6, rng, TEMPLATES)) for _ in range(12)]
    lines = seen_lines(Writers(DIGITS, [framed_hand(DIGITS)], written), 60, 192, seed=3)
    sixes = [line for line in lines if set(line.symbols) == {6}]
    assert 10 < len(sixes) <= 20 + 4  # a few of one or two sixes are on the pictures
    assert all(line.strip.any() for line in sixes)


def test_however_many_processes_make_them_they_are_the_same(lines: list[SeenLine]) -> None:
    again = seen_lines(WRITERS, 60, 192, seed=3, workers=1)
    assert [line.symbols for line in again] == [line.symbols for line in lines]
    assert all(np.array_equal(one.strip, other.strip) for one, other in zip(again, lines, strict=True))


def test_the_same_line_is_shown_anew_each_time(lines: list[SeenLine]) -> None:
    rng = np.random.default_rng(0)
    shown = [lines[0].again(192, rng) for _ in range(8)]
    assert all(strip.shape == (HEIGHT, 192) and strip.dtype == np.uint8 for strip, _ in shown)
    assert all(symbols == lines[0].symbols for _, symbols in shown)
    assert len({strip.tobytes() for strip, _ in shown}) > 4
    assert all(strip.max() > 60 for strip, _ in shown)


def test_it_fits_on_a_strip_as_wide_as_itself() -> None:
    line = SeenLine(np.full((HEIGHT, 24), 200, np.uint8), [1])
    strip, _ = line.again(24, np.random.default_rng(1))
    assert strip.shape == (HEIGHT, 24)
