import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk
from backend.recognition.morphology import dilate
from backend.recognition.normalize import look
from backend.recognition.strokes import draw
from backend.recognition.views import View, likeliest, others
from tests.recognition.inks import SEVEN, page, pictures
from tests.recognition.test_sheet import DESK, grey, on_desk

BOLD = dilate(np.kron(draw(SEVEN.strokes), np.ones((8, 8), np.uint8)) > 60, 31, 31)


def tight(height: int, width: int) -> NDArray[np.uint8]:
    """A bold seven without a margin, stretched to that size."""
    rows, columns = np.flatnonzero(BOLD.any(axis=1)), np.flatnonzero(BOLD.any(axis=0))
    ink = BOLD[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    places = (np.arange(side) * length // side for side, length in zip((height, width), ink.shape, strict=True))
    return np.where(ink[np.ix_(*places)], np.uint8(20), np.uint8(240))


def seen(picture: NDArray[np.uint8]) -> list[tuple[bool, bool, bool]]:
    """Of what else it may be seen as: whether it is a sheet, on dark paper, plain."""
    return [(view.around is not None, view.paper.dark, view.paper.plain) for view in others(likeliest(picture))]


def test_ordinary_writing_is_seen_in_one_way() -> None:
    assert not likeliest(grey(page(draw(SEVEN.strokes)))).paper.dark
    assert seen(grey(page(draw(SEVEN.strokes)))) == []


def test_a_sheet_on_a_desk_is_seen_alone_and_in_every_other_way() -> None:
    first = likeliest(grey(on_desk()))
    ways = seen(first.grey)
    assert ways[0] == (True, False, False)
    assert (False, not first.paper.dark, False) in ways
    assert (False, not first.paper.dark, True) in ways


def test_bold_writing_without_a_margin_may_be_all_there_is() -> None:
    assert (False, False, True) in seen(tight(150, 160))


@pytest.mark.parametrize(("height", "width"), [(64, 60), (150, 400)])
def test_what_something_else_cut_out_and_a_line_are_seen_in_one_way(height: int, width: int) -> None:
    assert seen(tight(height, width)) == []


def test_a_high_picture_that_a_digit_fills_shows_no_desk() -> None:
    one = np.full((300, 148), 240, np.uint8)
    one[:, :66] = one[240:, :120] = 20
    assert seen(one) == [(False, likeliest(one).paper.dark, True)]


def test_a_view_on_dark_paper_is_turned_dark_on_light() -> None:
    picture = 255 - grey(page(draw(SEVEN.strokes)))
    view = likeliest(picture)
    assert view.paper.dark
    assert np.array_equal(view.dark_on_light, 255 - picture)
    assert np.array_equal(View(255 - picture, likeliest(255 - picture).paper).dark_on_light, 255 - picture)
    assert np.allclose(view.lift().ink, likeliest(255 - picture).lift().ink)


@settings(max_examples=60, deadline=None)
@given(pictures(40))
def test_any_large_picture_is_looked_at_or_blank(small: NDArray[np.uint8]) -> None:
    try:
        sight = look(ImageInk(np.kron(small, np.ones((4, 4), np.uint8))))
    except BlankInk:
        return
    assert all(one.frame.shape == (28, 28) and one.frame.any() for one in (sight, *sight.instead()))


def test_the_lit_corner_of_a_sheet_is_no_bold_writing_on_dark_paper() -> None:
    photo = on_desk()
    y, x = np.indices(photo.shape)
    lit = (photo > 2 * DESK) & (y > 100) & (x + y < 470)  # less wide than a third of the picture anywhere
    first = likeliest(grey(np.where(lit, photo, np.float32(DESK))))
    assert first.paper.dark
    assert not first.paper.tones.light_is_wide
    assert seen(first.grey) == [(True, False, False)]


def test_bold_writing_on_dark_paper_is_seen_in_one_way() -> None:
    picture = np.pad(np.where(BOLD, np.uint8(240), np.uint8(20)), 200, constant_values=20)
    assert likeliest(picture).paper.dark
    assert seen(picture) == []
