from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, StrokeInk
from backend.recognition.normalize import to_frame
from backend.recognition.strokes import draw
from tests.recognition.inks import SEVEN, page, pictures, stroke_inks

DIGIT = draw(SEVEN.strokes)
PLAIN = to_frame(ImageInk(page(DIGIT).astype(np.uint8)))
Sheet = NDArray[np.float32]


def frame_of(picture: NDArray[np.generic]) -> NDArray[np.uint8]:
    return to_frame(ImageInk(np.clip(picture, 0, 255).astype(np.uint8)))


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Correlation of two frames, 1 where they are the same."""
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


@given(stroke_inks)
def test_strokes_are_drawn(ink: StrokeInk) -> None:
    assert np.array_equal(to_frame(ink), draw(ink.strokes))


def test_no_stroke_is_blank() -> None:
    with pytest.raises(BlankInk):
        to_frame(StrokeInk(()))


@settings(max_examples=300)
@given(pictures())
def test_any_picture_gives_a_frame_or_is_blank(picture: NDArray[np.uint8]) -> None:
    try:
        frame = to_frame(ImageInk(picture))
    except BlankInk:
        return
    assert frame.shape == (28, 28)
    assert frame.dtype == np.uint8
    assert frame.max() == 255


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1), st.integers(28, 90), st.integers(0, 40), st.integers(0, 40))
def test_a_negative_gives_the_same_frame(seed: int, size: int, top: int, left: int) -> None:
    rng = np.random.default_rng(seed)
    sheet = page(DIGIT, size=size, side=size + 50, at=(top, left)) + rng.normal(0, rng.uniform(0, 4), (size + 50,) * 2)
    picture = np.clip(sheet, 0, 255).astype(np.uint8)
    assert np.array_equal(to_frame(ImageInk(picture)), to_frame(ImageInk(255 - picture)))


def test_a_digit_in_mnists_frame_stays_as_it_is() -> None:
    framed = frame_of(DIGIT)
    assert likeness(framed, DIGIT) > 0.94  # moved by parts of a pixel: pictures are centred in whole ones, as MNIST is
    assert np.abs(frame_of(framed).astype(int) - framed).max() <= 2
    assert np.abs(frame_of(255 - framed).astype(int) - framed).max() <= 2


@pytest.mark.parametrize("at", [(0, 0), (355, 10), (12, 350), (180, 180)])
@pytest.mark.parametrize("size", [40, 120])
def test_place_and_size_in_a_large_picture_do_not_matter(at: tuple[int, int], size: int) -> None:
    assert likeness(frame_of(page(DIGIT, size=size, at=at)), PLAIN) > 0.9


def fall_of_light(sheet: Sheet) -> Sheet:
    return sheet * np.linspace(1.0, 0.5, sheet.shape[1], dtype=np.float32)


def shadow(sheet: Sheet) -> Sheet:
    rows, columns = np.indices(sheet.shape)
    return np.where(rows + columns > 0.8 * sheet.shape[0], sheet * np.float32(0.55), sheet)


def ruled(sheet: Sheet) -> Sheet:
    sheet = sheet.copy()
    for start in range(30, sheet.shape[0], 50):
        sheet[start : start + 2] -= 60
    return sheet


def squared(sheet: Sheet) -> Sheet:
    return ruled(ruled(sheet).T).T


def grain(sheet: Sheet) -> Sheet:
    return sheet + np.random.default_rng(3).normal(0, 6, sheet.shape).astype(np.float32)


def specks(sheet: Sheet) -> Sheet:
    sheet = sheet.copy()
    for row, column in np.random.default_rng(4).integers(5, 470, (30, 2)):
        sheet[row : row + 2, column : column + 2] = 40
    return sheet


def faint(sheet: Sheet) -> Sheet:
    return 235 - (235 - sheet) * np.float32(0.2)


def frame(sheet: Sheet) -> Sheet:
    sheet = sheet.copy()
    sheet[:12] = sheet[-12:] = sheet[:, :12] = sheet[:, -12:] = 25
    return sheet


def letterbox(sheet: Sheet) -> Sheet:
    sheet = sheet.copy()
    sheet[:, :50] = sheet[:, -50:] = 5
    return sheet


def desk(sheet: Sheet) -> Sheet:
    sheet = sheet.copy()
    sheet[:40] = sheet[:, :30] = 70
    return sheet


def vignette(sheet: Sheet) -> Sheet:
    rows, columns = np.indices(sheet.shape) / sheet.shape[0] - 0.5
    return np.asarray(sheet * (1 - 0.9 * (rows**2 + columns**2)), dtype=np.float32)


PAPERS = [fall_of_light, shadow, ruled, squared, grain, specks, faint, frame, letterbox, desk, vignette]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.__name__)
@pytest.mark.parametrize("at", [(60, 70), (200, 150), (330, 320)])
def test_paper_leaves_no_trace(paper: Callable[[Sheet], Sheet], at: tuple[int, int]) -> None:
    assert likeness(frame_of(paper(page(DIGIT, at=at))), PLAIN) > 0.8


@pytest.mark.parametrize("level", [0, 17, 128, 255])
def test_flat_pictures_are_blank(level: int) -> None:
    with pytest.raises(BlankInk):
        frame_of(np.full((50, 70), level))


def test_empty_paper_with_grain_is_blank() -> None:
    with pytest.raises(BlankInk):
        frame_of(np.random.default_rng(5).normal(200, 2, (300, 300)))


def test_a_single_pixel_is_blank() -> None:
    with pytest.raises(BlankInk):
        frame_of(np.zeros((1, 1)))


def test_hair_thin_lines_are_thickened() -> None:
    picture = np.full((400, 400), 255.0)
    picture[50:350, 200] = 0
    picture[50, 100:200] = 0
    frame = frame_of(picture)
    assert frame[14].astype(int).sum() > 1.5 * 255
