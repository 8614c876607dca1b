from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.recognition.errors import BlankInk
from backend.recognition.ink import FrameInk, ImageInk, StrokeInk
from backend.recognition.normalize import Sight, look
from backend.recognition.strokes import draw
from tests.recognition.inks import SEVEN, page, pictures, stroke_inks

DIGIT = draw(SEVEN.strokes)
PLAIN = look(ImageInk(page(DIGIT).astype(np.uint8))).frame
Sheet = NDArray[np.float32]


def sight_of(picture: NDArray[np.generic]) -> Sight:
    return look(ImageInk(np.clip(picture, 0, 255).astype(np.uint8)))


def frame_of(picture: NDArray[np.generic]) -> NDArray[np.uint8]:
    return sight_of(picture).frame


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Correlation of two frames, 1 where they are the same."""
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


@given(stroke_inks)
def test_strokes_are_drawn(ink: StrokeInk) -> None:
    assert np.array_equal(look(ink).frame, draw(ink.strokes))


def test_no_stroke_is_blank() -> None:
    with pytest.raises(BlankInk):
        look(StrokeInk(()))


def test_a_frame_is_seen_as_it_is() -> None:
    sight = look(FrameInk(DIGIT))
    assert np.array_equal(sight.frame, DIGIT)
    assert not sight.faint
    assert not sight.several


def test_a_black_frame_is_blank() -> None:
    with pytest.raises(BlankInk):
        look(FrameInk(np.zeros((28, 28), np.uint8)))


@settings(max_examples=300)
@given(pictures())
def test_any_picture_gives_a_frame_or_is_blank(picture: NDArray[np.uint8]) -> None:
    try:
        frame = look(ImageInk(picture)).frame
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
    assert np.array_equal(look(ImageInk(picture)).frame, look(ImageInk(255 - picture)).frame)


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


def turned_squares(sheet: Sheet) -> Sheet:
    rows, columns = np.indices(sheet.shape)
    turn = np.deg2rad(2.0)
    across, down = columns * np.cos(turn) + rows * np.sin(turn), rows * np.cos(turn) - columns * np.sin(turn)
    return np.where((across % 30 < 2) | (down % 30 < 2), np.minimum(sheet, 155), sheet)


def squares_in_the_shadow(sheet: Sheet) -> Sheet:
    return shadow(vignette(turned_squares(sheet)))


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


def rules_in_the_shadow(sheet: Sheet) -> Sheet:
    return shadow(ruled(sheet))


LIGHTS = [fall_of_light, shadow, vignette, squares_in_the_shadow, rules_in_the_shadow]
PAPERS = [*LIGHTS, ruled, squared, turned_squares, grain, specks, faint, frame, letterbox, desk]


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


def test_printed_lines_alone_are_blank() -> None:
    with pytest.raises(BlankInk, match="printed lines"):
        frame_of(ruled(np.full((480, 480), 225, np.float32)))


def test_a_single_pixel_is_blank() -> None:
    with pytest.raises(BlankInk):
        frame_of(np.zeros((1, 1)))


def test_hair_thin_lines_are_thickened() -> None:
    picture = np.full((400, 400), 255.0)
    picture[50:350, 200] = 0
    picture[50, 100:200] = 0
    frame = frame_of(picture)
    assert frame[14].astype(int).sum() > 1.5 * 255


@pytest.mark.parametrize(("contrast", "faint"), [(160, False), (70, False), (40, False), (24, True)])
def test_ink_that_hardly_stands_out_is_faint_and_pencil_is_not(contrast: int, faint: bool) -> None:
    """In grey levels; the grain of the paper deviates by 3."""
    sheet = 225 - (225 - page(DIGIT)) * np.float32(contrast / 169)
    assert sight_of(sheet + grain(np.zeros_like(sheet)) / 2).faint == faint


def test_two_digits_far_apart_are_several() -> None:
    assert sight_of(np.minimum(page(DIGIT, at=(40, 40)), page(DIGIT, at=(300, 320)))).several


@pytest.mark.parametrize("paper", [specks, ruled, turned_squares, frame, desk], ids=lambda paper: paper.__name__)
def test_a_digit_on_such_paper_is_one(paper: Callable[[Sheet], Sheet]) -> None:
    assert not sight_of(paper(page(DIGIT))).several


def test_a_five_whose_flag_is_detached_is_one_and_whole() -> None:
    sheet = np.full((480, 480), 225, np.float32)
    sheet[160:168, 210:270] = sheet[180:230, 200:208] = sheet[230:238, 200:260] = 50
    sheet[230:300, 260:268] = sheet[300:308, 195:268] = 50
    sight = sight_of(sheet)
    assert not sight.several
    assert sight.frame[:6].any()


@pytest.mark.parametrize("shift", [-90, 90])
def test_neighbours_at_the_edges_leave_no_trace(shift: int) -> None:
    sheet = np.minimum(page(DIGIT, at=(200, 180)), page(DIGIT, at=(195, 180 + shift)))
    crop = sheet[195:325, 190:290] if shift < 0 else sheet[195:325, 195:300]
    assert likeness(frame_of(crop), PLAIN) > 0.8


def test_strokes_are_neither_faint_nor_several() -> None:
    sight = look(SEVEN)
    assert (sight.faint, sight.several) == (False, False)


def test_a_small_picture_most_of_whose_ink_is_not_in_the_frame_is_several() -> None:
    hole = np.zeros((28, 28), np.uint8)  # a letter in light ink, so thick that it fills the picture but for a hole
    hole[8:20, 11:16] = hole[:, 25:] = hole[:2, 20:] = 255
    assert sight_of(255 - hole).several
    hole[:, 20:] = 0
    assert not sight_of(255 - hole).several
    edge = np.pad(hole, ((0, 0), (0, 12)))
    edge[:, 37:] = 255  # a shadow beside a page
    assert not sight_of(255 - np.kron(edge, np.ones((10, 10), np.uint8))).several


def cut_out() -> NDArray[np.uint8]:
    """A seven 90 pixels tall, with which a long rule from the left edge has grown together, and a dot beside it."""
    sheet = page(draw(SEVEN.strokes), size=90, side=100, at=(5, 5)).astype(np.uint8)
    sheet[30:34, :60] = sheet.min()
    sheet[80:92, 80:92] = sheet.min()
    return sheet


def test_what_else_may_be_the_digit_is_seen_where_ink_runs_off_a_small_picture() -> None:
    sight = sight_of(cut_out())
    assert [frame.shape for frame in sight.others()] == [(28, 28), (28, 28)]
    assert sight.whole
    assert sight.whole().shape == cut_out().shape
    negative = sight_of(255 - cut_out())
    assert negative.whole
    assert np.array_equal(sight.whole(), negative.whole())
    assert all(np.array_equal(*pair) for pair in zip(sight.others(), negative.others(), strict=True))


def test_a_digit_with_paper_around_it_one_piece_and_a_large_picture_are_looked_at_once() -> None:
    alone, in_one_piece = cut_out(), cut_out()
    alone[:, :3] = 225
    in_one_piece[80:92, 80:92] = 225
    large = np.repeat(np.repeat(cut_out(), 3, axis=0), 3, axis=1)
    sights = [sight_of(picture) for picture in (alone, in_one_piece, large)]
    assert [sight.others() for sight in sights] == [(), (), ()]
    assert [bool(sight.whole) for sight in sights] == [False, True, False]


def test_a_dot_inside_is_not_all_that_may_be_the_digit() -> None:
    sheet = cut_out()
    sheet[:3] = sheet.min()  # a rule along the upper edge, into which the seven runs
    sheet[3:32, 40:44] = sheet.min()
    sight = sight_of(sheet)
    assert max(likeness(frame, draw(SEVEN.strokes)) for frame in sight.others()) > likeness(
        sight.frame, draw(SEVEN.strokes)
    )


def on_desk(kind: str, sheet: Sheet) -> NDArray[np.uint8]:
    """Something darker around a page, its digit at (200, 150): what of it is paper cannot be told by tones alone."""
    rows, columns = np.indices(sheet.shape)
    parts = {
        "all round": (rows < 110) | (rows > 400) | (columns < 80) | (columns > 370),
        "both sides": (columns < 100) | (columns > 340),
        "a corner": rows + columns < 250,
    }
    photo = np.where(parts[kind], np.float32(55.0), sheet)
    return np.asarray(photo + np.random.default_rng(1).normal(0.0, 3.0, sheet.shape), np.uint8)


@pytest.mark.parametrize("kind", ["all round", "both sides", "a corner"])
@pytest.mark.parametrize("negative", [False, True])
def test_a_digit_on_a_sheet_on_a_desk_is_among_the_sights(kind: str, *, negative: bool) -> None:
    photo = on_desk(kind, page(DIGIT))
    sight = look(ImageInk(255 - photo if negative else photo))
    assert max(likeness(one.frame, PLAIN) for one in (sight, *sight.instead())) > 0.8


def test_a_strip_of_desk_is_no_one() -> None:
    sheet = np.full((300, 300), 220.0)
    sheet[:, :70] = 60.0
    with pytest.raises(BlankInk):
        sight_of(sheet)


def test_what_is_written_beside_a_strip_of_desk_is_seen_first() -> None:
    sheet = page(DIGIT)
    sheet[:, :60] = 70.0
    assert likeness(sight_of(sheet).frame, PLAIN) > 0.8


def test_a_bold_digit_without_a_margin_is_among_the_sights() -> None:
    bold = np.kron(DIGIT > 60, np.ones((8, 8), np.bool_))
    rows, columns = np.flatnonzero(bold.any(axis=1)), np.flatnonzero(bold.any(axis=0))
    tight = np.where(bold[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 20.0, 240.0)
    sight = sight_of(tight)
    assert max(likeness(one.frame, PLAIN) for one in (sight, *sight.instead())) > 0.7
