"""Which tone is the paper, for pens and margins of every kind. Drawings are scaled frames of the project's own."""

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.errors import BlankInk
from backend.recognition.images import resize
from backend.recognition.paper import lift_by_contrast, lift_ink, lifts_by_contrast
from backend.recognition.strokes import PEN_WIDTH
from tests.recognition.inks import SEVEN

RING = np.column_stack([np.cos(np.linspace(0, 6.3, 60)), 1.4 * np.sin(np.linspace(0, 6.3, 60))])
SHAPES = {"seven": SEVEN.strokes[0], "ring": RING}


def picture(shape: str, size: int, pen: float, margin: float) -> NDArray[np.uint8]:
    """Dark on light: `size` pixels high, a pen of a share `pen` of that, a `margin` likewise around it."""
    path = SHAPES[shape] - SHAPES[shape].min(axis=0)
    path = path / path.max() * size * (1 - pen)
    dense = np.column_stack(
        [np.interp(np.linspace(0, len(path) - 1, 400), np.arange(len(path)), path[:, i]) for i in (0, 1)]
    )
    radius, edge = size * pen / 2, size * margin
    width, height = (int(np.ceil(extent + 2 * (radius + edge))) for extent in path.max(axis=0))
    rows, columns = np.indices((height, width))
    distance = np.full((height, width), np.inf)
    for x, y in dense + radius + edge:
        np.minimum(distance, np.hypot(columns - x, rows - y), out=distance)
    cover = np.clip(radius + 0.5 - distance, 0, 1)
    return np.asarray(np.round(235 - 215 * cover), dtype=np.uint8)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [28, 66, 140, 280])
@pytest.mark.parametrize("pen", [0.03, 0.1, 0.2])
@pytest.mark.parametrize("margin", [0.0, 0.1, 0.5])
def test_ink_is_told_from_paper(shape: str, size: int, pen: float, margin: float) -> None:
    drawn = picture(shape, size, pen, margin)
    wanted = drawn < 128
    for handed_in in (drawn, 255 - drawn):
        found = lift_ink(handed_in).ink > 0.5
        assert (found == wanted).mean() > 0.93


def test_an_enlarged_frame_is_read_like_the_frame() -> None:
    drawn = picture("seven", 28, PEN_WIDTH / 20, 0.2)
    large = np.round(resize(drawn.astype(np.float32), 280, 280 * drawn.shape[1] // drawn.shape[0])).astype(np.uint8)
    for handed_in in (large, 255 - large):
        assert ((lift_ink(handed_in).ink > 0.5) == (large < 128)).mean() > 0.97


@pytest.mark.parametrize("side", range(4))
def test_a_strip_of_lighter_paper_beside_a_tinted_field_is_no_ink(side: int) -> None:
    drawn = np.rot90(picture("seven", 66, 0.06, 0.2), side)
    paper = np.full_like(drawn, 160)
    paper[:12] = 230
    tinted = np.pad(np.where(drawn < 128, 60, paper), ((0, 0), (0, 100)), mode="edge")
    wanted = np.pad(drawn < 128, ((0, 0), (0, 100)))
    for handed_in in (tinted, 255 - tinted):
        found = lift_ink(np.ascontiguousarray(np.rot90(handed_in, -side))).ink > 0.5
        assert (found == np.rot90(wanted, -side)).mean() > 0.93


def test_noise_is_not_ink() -> None:
    rng = np.random.default_rng(0)
    for spread in (1, 3, 6):
        with pytest.raises(BlankInk):
            lift_ink(np.clip(rng.normal(180, spread, (200, 300)), 0, 255).astype(np.uint8))


@pytest.mark.parametrize("printed", [0, 40, 90])
def test_contrast_alone_tells_deep_ink_from_print(printed: int) -> None:
    y, x = np.mgrid[0:60, 0:200]
    writing = (np.abs(x - 60) < 4) | (np.abs(x - 130 - (y - 30) / 3) < 4)
    waves = printed * (np.sin(y * 0.9 + x / 9) > 0)
    ink = lift_by_contrast(np.where(writing, 30, 230 - waves).astype(np.uint8))
    assert ink[writing].min() > 0.9
    assert ink[~writing].max() == 0.0


def test_contrast_alone_finds_no_ink_on_even_paper() -> None:
    for grey in (np.full((40, 90), 200, np.uint8), np.zeros((1, 1), np.uint8)):
        assert not lift_by_contrast(grey).any()


def test_a_line_is_lifted_in_several_ways_of_which_the_last_leaves_grain_out() -> None:
    y, x = np.mgrid[0:60, 0:200]
    writing = np.abs(x - 60) < 4
    grey = np.where(writing, 30, 230 - (x + y) % 2 * 120).astype(np.uint8)
    deep, faint, soft = lifts_by_contrast(grey)
    assert np.array_equal(deep, lift_by_contrast(grey))
    assert all(ink[writing].min() > 0.9 for ink in (deep, faint))
    assert soft[:, 58:63].min() > 0.9
    assert deep[:, 70:].max() < faint[:, 70:].max()
    assert faint[:, 70:].max() > 0.2
    assert soft[:, 70:].max() == 0.0
