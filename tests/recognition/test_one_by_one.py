import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.candidate import Candidate
from backend.recognition.classifier import Answers
from backend.recognition.constraints import ANY_NUMBER, Checksum, Constraints
from backend.recognition.line import Box
from backend.recognition.looks import LARGEST_LINE, look
from backend.recognition.one_by_one import cut_with_margin, read_one_by_one
from backend.recognition.picture_reading import PictureReading
from tests.recognition.artifacts import CARD
from tests.recognition.plain_network import PlainNetwork


class Says:
    """Takes whatever it sees for one digit, and notes what that was. `outlier`: how probably it is something else."""

    def __init__(self, digit: int, sure: float = 0.99, outlier: float = 0.0) -> None:
        self.card, self.seen, self._outlier = CARD, np.zeros((0, 28, 28), np.uint8), outlier
        self._row = np.full(10, (1.0 - sure) / 9, np.float32)
        self._row[digit] = sure

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        self.seen = frames
        return Answers(np.tile(self._row, (len(frames), 1)), np.full((len(frames), 2), self._outlier / 2, np.float32))


def sheet() -> NDArray[np.uint8]:
    """Three bars."""
    grey = np.full((80, 160), 235, np.uint8)
    for left in (20, 70, 120):
        grey[20:60, left : left + 4] = 20
    return grey


def doubtful(first: float, second: float, grey: NDArray[np.uint8] | None = None) -> PictureReading:
    """Three ones, of which the middle one is as probable as that, and the second number a four's probability."""
    picture, _ = look(PlainNetwork(), sheet() if grey is None else grey, ANY_NUMBER)
    (line,) = picture.lines
    assert line.text == "111"
    candidates = (Candidate(1, first), Candidate(4, second), Candidate(7, 0.01))
    middle = dataclasses.replace(line.digits[1], probability=first, candidates=candidates)
    sure = [dataclasses.replace(digit, probability=0.99) for digit in line.digits]
    changed = dataclasses.replace(line, digits=(sure[0], middle, sure[2]), probability=0.5)
    return dataclasses.replace(picture, lines=(changed,))


def test_a_doubtful_digit_becomes_the_one_that_both_find_most_probable() -> None:
    classifier = Says(4)
    (line,) = read_one_by_one(classifier, sheet(), doubtful(0.5, 0.45), ANY_NUMBER).lines
    assert line.text == "141"
    assert len(classifier.seen) == 1
    assert [one.digit for one in line.digits[1].candidates][:2] == [4, 1]
    assert line.digits[1].probability > 0.8
    assert 0.5 < line.probability <= 1.0


@pytest.mark.parametrize("alone", [True, False])
def test_of_a_digit_that_may_not_be_alone_the_line_knows_more(alone: bool) -> None:
    before = doubtful(0.85, 0.02)
    (line,) = read_one_by_one(Says(4, 0.999, outlier=0.0 if alone else 0.1), sheet(), before, ANY_NUMBER).lines
    assert line.text == ("141" if alone else "111")
    assert alone or line.probability == before.lines[0].probability
    assert line.digits[1].probability < (0.96 if alone else 0.85)


def test_ink_that_runs_off_the_box_is_not_alone() -> None:
    before, joined = doubtful(0.85, 0.02), sheet()
    joined[40:44, 20:124] = 20  # as a flourish through all of them
    assert [line.text for line in read_one_by_one(Says(4, 0.999), joined, before, ANY_NUMBER).lines] == ["111"]


@pytest.mark.parametrize(("sure", "outlier"), [(0.95, 0.1), (0.98, 0.0)])
def test_digits_that_are_sure_stay(sure: float, outlier: float) -> None:
    before = doubtful(sure, 0.01)
    assert read_one_by_one(Says(4, outlier=outlier), sheet(), before, ANY_NUMBER) == before


@pytest.mark.parametrize("turns", range(4))
def test_on_a_turned_picture_the_digits_are_looked_at_upright(turns: int) -> None:
    upright, turned = Says(4), Says(4)
    before = doubtful(0.5, 0.45)
    read_one_by_one(upright, sheet(), before, ANY_NUMBER)
    handed_in = np.rot90(sheet(), -turns)
    read_one_by_one(turned, handed_in, dataclasses.replace(before, turns=turns), ANY_NUMBER)
    assert np.array_equal(upright.seen, turned.seen)


def test_a_clear_line_a_page_and_what_has_a_checksum_stay_as_they_are() -> None:
    before, classifier = doubtful(0.5, 0.45), Says(4)
    clear = dataclasses.replace(before, lines=(dataclasses.replace(before.lines[0], probability=0.99),))
    page = dataclasses.replace(before, lines=before.lines * 2)
    large = np.full((1000, LARGEST_LINE // 1000 + 1), 235, np.uint8)
    assert read_one_by_one(classifier, sheet(), clear, ANY_NUMBER) == clear
    assert read_one_by_one(classifier, sheet(), page, ANY_NUMBER) == page
    assert read_one_by_one(classifier, large, before, ANY_NUMBER) == before
    assert read_one_by_one(classifier, sheet(), before, Constraints(checksum=Checksum.LUHN)) == before
    assert not len(classifier.seen)


def test_where_nothing_is_found_in_the_box_the_digit_stays() -> None:
    before = doubtful(0.5, 0.45)
    blank = np.full_like(sheet(), 235)
    assert read_one_by_one(Says(4), blank, before, ANY_NUMBER) == before
    outside = dataclasses.replace(before.lines[0].digits[1], box=Box(900, 900, 10, 10))
    digits = (before.lines[0].digits[0], outside, before.lines[0].digits[2])
    away = dataclasses.replace(before, lines=(dataclasses.replace(before.lines[0], digits=digits),))
    assert read_one_by_one(Says(4), sheet(), away, ANY_NUMBER) == away


def test_a_box_is_cut_out_with_a_tenth_of_its_height_around_as_far_as_the_picture_reaches() -> None:
    picture = np.arange(10_000, dtype=np.int64).reshape(100, 100).astype(np.uint8)
    assert np.array_equal(cut_with_margin(picture, Box(30, 40, 10, 20)), picture[38:62, 28:42])
    assert cut_with_margin(picture, Box(-5, -5, 20, 40)).shape == (39, 19)
    assert not cut_with_margin(picture, Box(-50, 10, 20, 20)).size
