import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.components import find_components
from backend.recognition.ink import ImageInk
from backend.recognition.reader import NumberReader
from backend.recognition.rim import find_rim, find_strips, without_around, without_edges, without_rim
from backend.recognition.strokes import draw
from tests.api.fakes import FakeClassifier
from tests.recognition.inks import SEVEN
from tests.recognition.plain_network import PlainNetwork


def test_what_runs_along_an_edge_is_rim() -> None:
    ink = np.zeros((60, 100), np.float32)
    ink[:4, :50] = 1.0
    ink[20:40, 30:34] = ink[22:40, 60:66] = 1.0
    rim = find_rim(ink)
    assert rim[:4, :50].all()
    assert rim[5, 51]  # its soft edge
    assert not rim[20:40, 30:34].any()


@pytest.mark.parametrize("place", [(slice(0, 30), slice(40, 46)), (slice(20, 40), slice(0, 30))])
def test_a_stroke_that_leaves_the_picture_is_none(place: tuple[slice, slice]) -> None:
    ink = np.zeros((100, 100), np.float32)
    ink[place] = 1.0
    assert not find_rim(ink).any()


def test_no_ink_is_no_rim() -> None:
    assert not find_rim(np.zeros((5, 7), np.float32)).any()


def test_a_rim_becomes_paper() -> None:
    grey = np.full((40, 60), 210, np.uint8)
    grey[:5] = 30
    rim = np.zeros(grey.shape, np.bool_)
    rim[:5] = True
    assert (without_rim(grey, rim) == 210).all()


def test_a_number_beside_a_dark_desk_is_read() -> None:
    reader = NumberReader(FakeClassifier(), PlainNetwork())
    sheet = np.kron(np.pad(draw(SEVEN.strokes), 30), np.ones((3, 3), np.uint8)).astype(np.float32) / 255
    page = (225 - 90 * sheet).astype(np.uint8)  # grey pencil
    alone = reader.read(ImageInk(page))
    page[:9] = 5
    page[:, -7:] = 5
    beside = reader.read(ImageInk(page))
    assert [line.text for line in beside] == [line.text for line in alone] == ["7"]


@pytest.mark.parametrize("lower", [(20, 60, 60, 90), (0, 80, 60, 100)])
def test_a_digit_that_is_all_of_an_edge_is_none(lower: tuple[int, int, int, int]) -> None:
    """Cut out tightly: a one at the left edge, and beside it a lower or an equal digit."""
    ink = np.zeros((80, 100), np.float32)
    top, bottom, left, right = lower
    ink[:, :12] = ink[top:bottom, left:right] = 1.0
    assert not find_rim(ink).any()


def test_a_black_picture_has_no_writing_beside_its_rim() -> None:
    assert not find_rim(np.ones((20, 20), np.float32)).any()


def strips(ink: NDArray[np.bool_]) -> int:
    return len(find_components(find_strips(ink)).areas)


def test_a_straight_strip_along_a_side_is_found_whatever_its_grain() -> None:
    ink = np.zeros((200, 240), np.bool_)
    ink[:, :30] = np.random.default_rng(2).random((200, 30)) < 0.8
    ink[80:140, 100:110] = True
    assert strips(ink) == strips(ink.T) == strips(ink[::-1, ::-1]) == 1


def test_a_strip_may_grow_thinner_along_its_side() -> None:
    y, x = np.mgrid[0:200, 0:240]
    assert strips(x < 60 - 0.25 * y) == 1
    assert strips(x < 60 - 0.5 * y) == 1  # to nothing, after three fifths of it


@pytest.mark.parametrize("cut", ["all", "short", "inner", "bent"])
def test_what_may_be_writing_is_no_strip(cut: str) -> None:
    ink, (y, _) = np.zeros((200, 240), np.bool_), np.mgrid[0:200, 0:240]
    places = {
        "all": np.ones_like(ink),
        "short": (y < 100) & (np.arange(240) < 30),
        "inner": (np.arange(240) > 3) & (np.arange(240) < 30),
        "bent": np.arange(240) < 40 + 25 * np.sin(y / 30),
    }
    assert strips(ink | places[cut]) == 0


@pytest.mark.parametrize("shape", [(60, 60), (200, 90)])
def test_on_a_picture_cut_out_along_a_digit_a_strip_may_be_a_one(shape: tuple[int, int]) -> None:
    ink = np.zeros(shape, np.bool_)
    ink[:, :12] = True
    assert strips(ink) == 0


def test_what_touches_what_lies_around_a_sheet_is_cleared_with_its_fringe() -> None:
    ink = np.zeros((60, 80), np.float32)
    around = np.zeros(ink.shape, np.bool_)
    around[:, :20] = True
    ink[10:20, 20:26] = 1.0  # at the sheet's edge
    ink[10:20, 26:28] = 0.3
    ink[30:50, 50:54] = 1.0
    left = without_around(ink, around)
    assert not left[:, :30].any()
    assert np.array_equal(left[:, 30:], ink[:, 30:])


WRITTEN = (slice(40, 60), slice(40, 44))


@pytest.mark.parametrize("corner", [(slice(0, 14), slice(90, 100)), (slice(80, 100), slice(0, 3))])
def test_what_lies_along_an_edge_beside_writing_is_cleared_with_its_fringe(corner: tuple[slice, slice]) -> None:
    ink = np.zeros((100, 100), np.float32)
    ink[WRITTEN] = ink[corner] = 1.0
    cleared = without_edges(ink, 0.3)
    assert not cleared[corner].any()
    assert np.array_equal(cleared[WRITTEN], ink[WRITTEN])


@pytest.mark.parametrize("meeting", [(slice(0, 20), slice(80, 85)), (slice(60, 63), slice(70, 100))])
def test_a_stroke_that_meets_an_edge_stays(meeting: tuple[slice, slice]) -> None:
    ink = np.zeros((100, 100), np.float32)
    ink[WRITTEN] = ink[meeting] = 1.0
    assert np.array_equal(without_edges(ink, 0.3), ink)


def test_where_nothing_is_written_elsewhere_what_lies_along_an_edge_stays() -> None:
    ink = np.zeros((100, 100), np.float32)
    ink[:, 96:] = 1.0
    assert np.array_equal(without_edges(ink, 0.3), ink)


def test_a_corner_of_the_desk_beside_a_number_is_no_line() -> None:
    reader = NumberReader(FakeClassifier(), PlainNetwork())
    sheet = np.kron(np.pad(draw(SEVEN.strokes), 30), np.ones((4, 4), np.uint8)).astype(np.float32) / 255
    page = (225 - 120 * sheet).astype(np.uint8)
    y, x = np.indices(page.shape)
    page[x - y / 4 > page.shape[1] - 14] = 60
    assert [line.text for line in reader.read(ImageInk(page))] == ["7"]
