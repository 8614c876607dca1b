import numpy as np

from model_training.photos import (
    photographed,
    photographed_digits,
    photographed_numbers,
    photographed_pages,
    write_page,
)
from tests.model_training.digits import small_digits

DIGITS = small_digits(60)


def test_the_same_seed_takes_the_same_photos() -> None:
    (first, labels), (second, again) = (photographed_digits(DIGITS, 4, np.random.default_rng(7)) for _ in range(2))
    assert labels.tolist() == again.tolist()
    assert all(np.array_equal(a.grey, b.grey) for a, b in zip(first, second, strict=True))


def test_a_photo_is_as_large_as_a_phone_makes_it_smaller() -> None:
    inks, labels = photographed_digits(DIGITS, 30, np.random.default_rng(3))
    assert labels.dtype == np.uint8
    for ink in inks:
        assert ink.grey.dtype == np.uint8
        assert 400 <= max(ink.grey.shape) <= 1000
        assert 0.4 < ink.grey.shape[0] / ink.grey.shape[1] < 2.5


def test_numbers_have_2_to_6_digits() -> None:
    inks, texts = photographed_numbers(DIGITS, 40, np.random.default_rng(4))
    assert len(inks) == 40
    assert {len(text) for text in texts} == {2, 3, 4, 5, 6}
    assert all(text.isdigit() for text in texts)


def test_pages_have_2_to_5_numbers_below_each_other() -> None:
    inks, pages = photographed_pages(DIGITS, 30, np.random.default_rng(6))
    assert len(inks) == 30
    assert {len(page) for page in pages} == {2, 3, 4, 5}
    assert all(text.isdigit() and 2 <= len(text) <= 6 for page in pages for text in page)
    assert all(400 <= max(ink.grey.shape) <= 1000 for ink in inks)


def test_the_ink_of_a_page_lies_in_as_many_bands_as_it_has_lines() -> None:
    rng = np.random.default_rng(8)
    rows = [np.pad(np.full((20, 60), 255, np.uint8), 4) for _ in range(4)]
    inked = np.concatenate([[False], write_page(rows, rng).any(axis=1), [False]])
    starts, ends = np.flatnonzero(inked[1:] & ~inked[:-1]), np.flatnonzero(~inked[1:] & inked[:-1])
    assert len(starts) == 4
    heights = ends - starts
    assert heights.max() < 1.5 * heights.min()
    assert (starts[1:] - ends[:-1] >= 0.2 * heights.mean()).all()


def test_the_ink_is_dark_on_the_sheet_and_most_photos_show_a_desk() -> None:
    rng = np.random.default_rng(5)
    photos = [photographed(DIGITS.frames[0], rng) for _ in range(40)]
    middles = [photo[len(photo) // 4 : -len(photo) // 4] for photo in photos]
    assert np.mean([np.percentile(middle, 90) - middle.min() > 40 for middle in middles]) > 0.9
    borders = [np.concatenate([photo[0], photo[-1], photo[:, 0], photo[:, -1]]) for photo in photos]
    desks = [np.median(border) < 0.75 * np.median(middle) for border, middle in zip(borders, middles, strict=True)]
    assert 0.3 < np.mean(desks) < 0.95
