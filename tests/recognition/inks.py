"""Inks for the tests: strokes and pictures as hypothesis strategies, and a plain digit to compare with."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.recognition.images import resize
from backend.recognition.ink import StrokeInk

SEVEN = StrokeInk.from_coordinates([([10, 30, 55, 80, 62, 50, 41, 36], [12, 10, 11, 10, 40, 70, 100, 125])])

_coordinate = st.floats(-1e6, 1e6, allow_nan=False)
_stroke = st.lists(st.tuples(_coordinate, _coordinate), min_size=1, max_size=40)

stroke_inks = st.lists(_stroke, min_size=1, max_size=6).map(
    lambda strokes: StrokeInk(tuple(np.array(stroke, dtype=np.float64) for stroke in strokes))
)

_tame = st.integers(-500, 500)  # far enough apart that float64 keeps their differences through every transformation
drawings = st.lists(
    st.lists(st.tuples(_tame, _tame), min_size=2, max_size=12, unique=True), min_size=1, max_size=4
).map(lambda strokes: StrokeInk(tuple(np.array(stroke, dtype=np.float64) for stroke in strokes)))


@st.composite
def pictures(draw: st.DrawFn, largest: int = 48) -> NDArray[np.uint8]:
    """Grey pictures of any content, from noise to flat."""
    height, width = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    levels = draw(st.integers(1, 256))
    noise = rng.integers(0, levels, (height, width)) * (255 // max(levels - 1, 1))
    mask = rng.random((height, width)) < draw(st.floats(0, 1))
    return np.where(mask, noise, draw(st.integers(0, 255))).astype(np.uint8)


def page(
    ink: NDArray[np.uint8], *, size: int = 120, side: int = 480, at: tuple[int, int] = (200, 150), paper: float = 225.0
) -> NDArray[np.float32]:
    """Dark writing on a light page: `ink` (28, 28), light on black, scaled to `size` pixels at row and column `at`."""
    large = resize(ink.astype(np.float32) / np.float32(255), size, size)
    sheet = np.full((side, side), paper, np.float32)
    top, left = at
    sheet[top : top + size, left : left + size] *= 1 - 0.75 * large
    return sheet
