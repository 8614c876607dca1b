"""Sheets on desks: light pages on something darker, with the project's own seven on them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.sheet import looks_like_a_sheet, sheets
from backend.recognition.strokes import draw
from tests.recognition.inks import SEVEN, page

DESK = 60.0


def on_desk(*, left: int = 90, right: int = 390, desk: float = DESK) -> NDArray[np.float32]:
    """A page of 480 x 480, its seven at (200, 150), on a desk to both sides and below."""
    photo = page(draw(SEVEN.strokes))
    photo[:, :left] = photo[:, right:] = photo[420:] = desk
    return photo


def grey(photo: NDArray[np.float32]) -> NDArray[np.uint8]:
    return photo.astype(np.uint8)


def test_a_sheet_is_what_is_lighter_than_all_around_it() -> None:
    photo = grey(on_desk())
    ((alone, around),) = sheets(photo)
    assert around[:, :90].all()
    assert around[420:].all()
    assert not around[20:400, 110:370].any()
    assert np.array_equal(alone[~around], photo[~around])
    assert len(np.unique(alone[around])) == 1
    assert alone[around][0] == pytest.approx(225, abs=3)


def test_a_sheet_half_in_shadow_is_seen_with_its_shadow_and_without() -> None:
    photo = on_desk()
    photo[:, 90:240] *= 0.6
    whole, lit = sorted((~around).mean() for _, around in sheets(grey(photo)))[::-1]
    assert whole == pytest.approx(300 * 420 / 480**2, abs=0.06)
    assert lit == pytest.approx(150 * 420 / 480**2, abs=0.06)


@pytest.mark.parametrize(
    "photo",
    [page(draw(SEVEN.strokes)), on_desk(desk=200.0), on_desk(left=240, right=245), np.full((70, 90), 128.0)],
    ids=["all paper", "hardly darker", "a stripe", "one grey"],
)
def test_no_sheet_is_there(photo: NDArray[np.float32]) -> None:
    assert list(sheets(grey(photo))) == []


def test_what_bends_is_no_sheet() -> None:
    photo = on_desk()
    photo[:300, 180:300] = DESK  # a horseshoe
    assert list(sheets(grey(photo))) == []


def test_a_light_page_looks_like_a_sheet_and_writing_does_not() -> None:
    photo = on_desk()
    assert looks_like_a_sheet(photo > 150)
    assert not looks_like_a_sheet(photo[:420, 90:390] < 150)
    assert not looks_like_a_sheet(np.zeros((9, 9), np.bool_))


def test_a_ring_is_as_full_as_a_sheet_but_not_as_blank() -> None:
    y, x = np.mgrid[-1.0:1.0:200j, -1.0:1.0:200j]
    radius = np.hypot(x, y)
    assert looks_like_a_sheet(radius < 0.9)
    assert not looks_like_a_sheet((radius < 0.9) & (radius > 0.75))
