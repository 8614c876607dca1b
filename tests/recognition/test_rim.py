import numpy as np
import pytest

from backend.recognition.ink import ImageInk
from backend.recognition.reader import NumberReader
from backend.recognition.rim import find_rim, without_rim
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
