import numpy as np
import pytest

from backend.recognition.errors import BlankInk
from backend.recognition.segment import MOST_PIECES, PicturedLines, WrittenLines
from backend.recognition.strip import HEIGHT
from backend.recognition.strokes import draw
from tests.recognition.inks import SEVEN

FRAME = draw(SEVEN.strokes).astype(np.float32) / np.float32(255)


def test_strokes_stand_in_the_order_they_are_read() -> None:
    stroke = SEVEN.strokes[0]
    pieces = WrittenLines((stroke + np.array([200.0, 0.0]), stroke))
    assert pieces.lines == [[1, 0]]
    assert np.array_equal(pieces.frames([[1]])[0], draw((stroke,)))
    assert pieces.boxes[1].tolist() == [10, 10, 80, 125]


def test_no_stroke_is_blank() -> None:
    with pytest.raises(BlankInk):
        WrittenLines(())


def test_so_many_strokes_are_looked_at_and_no_more() -> None:
    pieces = WrittenLines(tuple(SEVEN.strokes[0] + np.array([90.0 * index, 0.0]) for index in range(MOST_PIECES + 10)))
    assert sum(map(len, pieces.lines)) == MOST_PIECES
    assert pieces.cut_short
    dots = tuple(np.array([[9.0 * index, 200.0]]) for index in range(MOST_PIECES))
    assert not WrittenLines((*SEVEN.strokes, *dots)).cut_short


def test_digits_of_a_line_are_on_its_strip() -> None:
    lines = PicturedLines(np.pad(np.hstack([FRAME, FRAME]), 10))
    assert len(lines) == 1
    place = lines.place(0)
    strip = lines.strip(0, place)
    assert strip.shape == (HEIGHT, place.width)
    columns = np.flatnonzero(strip.max(axis=0) > 128)
    assert len(np.flatnonzero(np.diff(columns) > 3)) == 1


def test_lines_are_read_apart() -> None:
    sheet = np.pad(
        np.vstack(
            [np.hstack([FRAME] * 4), np.zeros((12, 112), np.float32), np.pad(np.hstack([FRAME] * 2), ((0, 0), (0, 56)))]
        ),
        5,
    )
    lines = PicturedLines(sheet)
    assert lines.place(0).width > lines.place(1).width
    assert lines.longest(1) == [0]


def test_nothing_of_the_size_of_writing_is_blank() -> None:
    with pytest.raises(BlankInk):
        PicturedLines(np.zeros((40, 40), np.float32))
