"""Numbers composed of a few digits, and read from small folders."""

import json
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import encode_png
from model_training.datasets import PenDigit
from model_training.errors import DataError
from model_training.numbers import digits_in, pen_numbers, picture_numbers, read_amount_texts, read_photo_pages
from tests.model_training.digits import small_digits

DIGITS = small_digits(40)
PAGE = np.full((40, 60), 255, np.uint8)
PAGE[5:15, 40:55] = 0  # at the top right


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def bar(label: int, writer: int = 1) -> PenDigit:
    """An upright stroke 10 wide and 100 tall."""
    return PenDigit(label, writer, (np.array([[300.0, 100.0], [310.0, 150.0], [300.0, 200.0]]),))


def test_pictures_say_two_to_eight_digits_in_dark_on_light() -> None:
    inks, texts = picture_numbers(DIGITS, 60, rng())
    assert {len(text) for text in texts} == set(range(2, 9))
    for ink, text in zip(inks, texts, strict=True):
        height, width = ink.grey.shape
        assert ink.grey.dtype == np.uint8
        assert ink.grey[0].min() >= 200  # a margin
        assert ink.grey.min() <= 80
        assert width > 5 * len(text)
        assert height < 90


def test_pictures_hold_the_digits_that_their_text_says() -> None:
    (one,) = np.flatnonzero(DIGITS.labels == 1)[:1]
    _, texts = picture_numbers(DIGITS.take(np.array([one])), 5, rng())
    assert set("".join(texts)) == {"1"}


def test_some_neighbours_in_pictures_touch() -> None:
    (zero,) = np.flatnonzero(DIGITS.labels == 0)[:1]
    inks, texts = picture_numbers(DIGITS.take(np.array([zero])), 100, rng())
    apart = 0
    for ink in inks:
        dark = (ink.grey < (int(ink.grey.min()) + int(ink.grey.max())) / 2).any(axis=0)
        apart += int((np.diff(dark.astype(int)) == 1).sum()) - 1
    pairs = sum(len(text) - 1 for text in texts)
    assert 0.6 < apart / pairs < 0.8  # zeros do not reach under each other


def test_numbers_are_the_same_for_the_same_seed() -> None:
    (ink, *_), texts = picture_numbers(DIGITS, 4, rng())
    (again, *_), same = picture_numbers(DIGITS, 4, rng())
    assert texts == same
    assert np.array_equal(ink.grey, again.grey)


def test_pens_write_two_to_ten_digits_of_one_hand() -> None:
    written = [bar(1)] * 12 + [bar(7, writer=2)] * 3  # fewer than a number may have
    inks, texts = pen_numbers(written, 80, rng())
    assert {len(text) for text in texts} == set(range(2, 11))
    assert {digit for text in texts for digit in set(text)} == {"1", "7"}
    assert all(len(set(text)) == 1 for text in texts)
    extra = [len(ink.strokes) - len(text) for ink, text in zip(inks, texts, strict=True)]
    assert set(extra) == {0, 1}  # a separator is drawn and not said
    assert 0.1 < np.mean(extra) < 0.4


def test_pens_write_from_left_to_right_about_as_large_as_they_wrote() -> None:
    for ink, _ in zip(*pen_numbers([bar(1)] * 12, 20, rng()), strict=True):
        digits = [stroke for stroke in ink.strokes if np.ptp(stroke[:, 1]) > 50]
        assert [np.ptp(stroke[:, 1]) for stroke in digits] == pytest.approx([100] * len(digits), rel=0.4)
        feet = [stroke[-1, 0] for stroke in digits]
        assert feet == sorted(feet)


def test_a_pen_that_only_dots_still_writes() -> None:
    dot = PenDigit(0, 1, (np.array([[5.0, 5.0]]),))
    (ink,), _ = pen_numbers([dot], 1, rng())
    assert all(np.isfinite(stroke).all() for stroke in ink.strokes)


def test_amounts_are_whole_pictures_with_the_digits_of_their_string(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encode_png(PAGE))
    (tmp_path / "labels.json").write_text('[{"file": "a.png", "string": "1.234,-"}]')
    (picture,), texts = read_amount_texts(tmp_path)
    assert np.array_equal(picture.grey, PAGE)
    assert texts == ["1234"]


def write_page(folder: Path, sheet: object) -> None:
    (folder / "p.png").write_bytes(encode_png(PAGE))
    (folder / "p.json").write_text(json.dumps(sheet))


@pytest.mark.parametrize("upright", [False, True])
def test_pages_are_as_they_lie_or_turned_upright(tmp_path: Path, upright: bool) -> None:
    write_page(tmp_path, {"rotate_ccw": 90, "lines": ["020-8", "4"]})
    (page,), lines = read_photo_pages(tmp_path, upright=upright)
    assert np.array_equal(page.grey, np.rot90(PAGE) if upright else PAGE)
    assert lines == [("0208", "4")]


@pytest.mark.parametrize(
    "labels",
    ["", "[1]", '[{"file": "a.png"}]', '[{"file": "b.png", "string": "1"}]', '[{"file": "a.png", "string": "x"}]'],
)
def test_damaged_amounts_are_one_clear_error(labels: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encode_png(PAGE))
    (tmp_path / "labels.json").write_text(labels)
    with pytest.raises(DataError, match=r"cannot be read as amounts: .+"):
        read_amount_texts(tmp_path)


@pytest.mark.parametrize(
    "sheet", [[], {"lines": ["1"]}, {"rotate_ccw": 45, "lines": ["1"]}, {"rotate_ccw": 0, "lines": ["one"]}]
)
def test_damaged_pages_are_one_clear_error(sheet: object, tmp_path: Path) -> None:
    write_page(tmp_path, sheet)
    with pytest.raises(DataError, match=r"cannot be read as photos of pages: .+"):
        read_photo_pages(tmp_path, upright=True)


def test_digits_are_what_0_to_9_is_in_a_text() -> None:
    assert digits_in("€ 1.234,-²") == "1234"
