import numpy as np
import pytest

from backend.recognition.errors import BlankInk
from backend.recognition.segment import MOST_PIECES, PicturePieces, StrokePieces
from backend.recognition.strokes import draw
from tests.recognition.inks import SEVEN

FRAME = draw(SEVEN.strokes).astype(np.float32) / np.float32(255)


def test_a_stroke_is_a_piece() -> None:
    stroke = SEVEN.strokes[0]
    pieces = StrokePieces((stroke + np.array([200.0, 0.0]), stroke))
    assert pieces.lines == [[1, 0]]
    assert pieces.strokes([1, 0]) == (0, 1)
    assert np.array_equal(pieces.frame([1]), draw((stroke,)))
    assert pieces.boxes[1].tolist() == [10, 10, 80, 125]


def test_no_stroke_is_blank() -> None:
    with pytest.raises(BlankInk):
        StrokePieces(())


def test_so_many_strokes_are_looked_at_and_no_more() -> None:
    pieces = StrokePieces(tuple(SEVEN.strokes[0] + np.array([90.0 * index, 0.0]) for index in range(MOST_PIECES + 10)))
    assert sum(map(len, pieces.lines)) == MOST_PIECES


def test_digits_apart_are_pieces_of_one_line() -> None:
    pieces = PicturePieces(np.pad(np.hstack([FRAME, FRAME]), 10))
    (line,) = pieces.lines
    first = [piece for piece in line if pieces.boxes[piece, 2] <= 38]
    frame = pieces.frame(first)
    assert np.corrcoef(frame.ravel(), FRAME.ravel())[0, 1] > 0.85
    assert pieces.strokes(line) == ()


def test_digits_that_touch_are_cut() -> None:
    ink = np.zeros((40, 90), np.float32)
    for left in (10, 38):  # two rings with a bridge between them
        y, x = np.mgrid[:40, :90]
        ink[np.abs(np.hypot(x - left - 12, y - 20) - 12) < 2] = 1.0
    ink[19:22, 34:40] = 1.0
    pieces = PicturePieces(ink)
    (line,) = pieces.lines
    assert len(line) > 1
    assert any(32 <= pieces.boxes[piece, 2] <= 42 for piece in line)
    assert np.unique(pieces._labels[ink > 0]).min() > 0


def test_pieces_follow_each_other_from_left_to_right() -> None:
    rng = np.random.default_rng(1)
    ink = np.pad(np.hstack([np.pad(FRAME, ((0, 0), (0, int(rng.integers(9))))) for _ in range(5)]), 6)
    for line in PicturePieces(ink).lines:
        assert line == sorted(line)


def test_nothing_of_the_size_of_writing_is_blank() -> None:
    with pytest.raises(BlankInk):
        PicturePieces(np.zeros((40, 40), np.float32))
