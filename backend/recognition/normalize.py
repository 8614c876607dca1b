"""Ink to the frame that the model sees: MNIST's 28x28, whatever was handed in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition import strokes
from backend.recognition.components import Components, Mask, find_components
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, Ink, StrokeInk
from backend.recognition.morphology import dilate, thicken
from backend.recognition.paper import INK_LEVEL, lift_ink
from backend.recognition.resample import resize
from backend.recognition.strokes import BOX, CENTRE, FRAME

PREPROCESSING = "1"
"""Raised with every change in this package that changes frames; a model names the one it was trained for."""

THIN, THICKENED = 1.5, 2.0
"""Pixels of the frame: lines thinner than the first are made as wide as the second.

Of MNIST's training images 2 % are thinner than the first (n = 2,000, by `_line_width`)."""

_FINE = 6 * BOX  # pixels of the longer side at which thin lines are measured and thickened
_NEAR = 0.6  # of the main piece's size: how far off a piece may lie and still belong to it
_SPECK = 0.02  # of the main piece's area: less is dirt
_ALIKE = 2.0  # times as tall, or as low, as the digit that is read: other writing of its size
_INKY = 0.2  # of the ink that is read: other writing of its size has more
_RIM = 0.2  # of the picture's shorter side: along so much of the edge runs no stroke
_READABLE = 0.0005  # of the picture: a digit a fortieth as tall as it has about so much ink


@dataclass(frozen=True, slots=True)
class Sight:
    """`frame`: uint8 (28, 28), light ink on black. Of pictures: `faint`, the ink hardly stands out from the paper;
    `several`, other writing of about a digit's size lies apart from what is in the frame.
    """

    frame: NDArray[np.uint8]
    faint: bool
    several: bool


def look(ink: Ink) -> Sight:
    """What strokes or a picture show. Raises BlankInk where nothing is written."""
    match ink:
        case StrokeInk(drawn):
            if not drawn:
                raise BlankInk("The drawing has no point.")
            return Sight(strokes.draw(drawn), faint=False, several=False)
        case ImageInk(grey):
            return _look_at_picture(grey)


def _look_at_picture(grey: NDArray[np.uint8]) -> Sight:
    lifted = lift_ink(grey)
    pieces = find_components(lifted.ink > INK_LEVEL)
    if not len(pieces.areas):
        raise BlankInk("Nothing but printed lines is on the picture.")
    own = _belonging(pieces, grey.shape)
    frame = _centre(_fit_box(_crop(lifted.ink, pieces.pick(own))))
    return Sight(frame, lifted.faint, several=_is_left_behind(pieces, own, grey.shape))


def _crop(ink: NDArray[np.float32], chosen: Mask) -> NDArray[np.float32]:
    """The chosen ink, cut out at its edges."""
    own = np.where(dilate(chosen, 3, 3), ink, np.float32(0.0))
    visible = own > 0.1
    rows, columns = np.flatnonzero(visible.any(axis=1)), np.flatnonzero(visible.any(axis=0))
    return own[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _is_left_behind(pieces: Components, own: Mask, shape: tuple[int, ...]) -> bool:
    """Whether a piece within the picture that is not read is about as tall as what is, and has about as much ink.

    Printed lines are lower or taller, dirt has less ink, what others wrote runs off the picture.
    """
    tops, _, bottoms, _ = pieces.boxes.T
    height = bottoms[own].max() - tops[own].min()
    heights = bottoms - tops
    alike = (
        (heights >= height / _ALIKE) & (heights <= height * _ALIKE) & (pieces.areas >= _INKY * pieces.areas[own].sum())
    )
    return bool((alike & ~own & _inside(pieces, shape)).any())


def _belonging(pieces: Components, shape: tuple[int, ...]) -> Mask:
    """The main piece and what lies near it, is no speck and no rim of the page. (n,) bool."""
    inside = _inside(pieces, shape)
    main = _main_piece(pieces, inside, shape)
    top, left, bottom, right = pieces.boxes[main]
    reach = _NEAR * max(bottom - top, right - left)
    tops, lefts, bottoms, rights = pieces.boxes.T
    gaps = np.maximum.reduce([tops - bottom, top - bottoms, lefts - right, left - rights])
    near = (gaps <= reach) & (pieces.areas >= _SPECK * pieces.areas[main])
    return np.asarray(near & (inside | ~inside[main]))


def _inside(pieces: Components, shape: tuple[int, ...]) -> Mask:
    """Which pieces do not touch the edge of the picture. (n,) bool."""
    tops, lefts, bottoms, rights = pieces.boxes.T
    return np.asarray((tops > 0) & (lefts > 0) & (bottoms < shape[0]) & (rights < shape[1]))


def _main_piece(pieces: Components, inside: Mask, shape: tuple[int, ...]) -> int:
    """The largest piece. One that runs off the picture only where nothing worth reading stays inside.

    What runs along an edge is the rim of the page, a frame or the desk, however large: a digit meets it with a stroke.
    """
    largest = int(np.argmax(pieces.areas))
    candidate = int(np.argmax(pieces.areas * inside))
    if not inside[candidate]:
        return largest
    rim = _along_the_edge(pieces)[largest] > _RIM * min(shape)
    least = _READABLE * shape[0] * shape[1] if rim else 0.1 * pieces.areas[largest]
    return candidate if pieces.areas[candidate] >= least else largest


def _along_the_edge(pieces: Components) -> NDArray[np.intp]:
    """How many pixels of the picture's edge each piece covers. (n,)"""
    labels = pieces.labels
    edge = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
    return np.bincount(edge, minlength=len(pieces.areas) + 1)[1:]


def _fit_box(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Resizes to BOX pixels on the longer side, aspect kept. Lines too thin for that size are thickened first."""
    pen = _line_width(ink) * BOX / max(ink.shape)
    if pen < THIN:
        fine = _resize_longer_side(ink, _FINE)
        crisp = np.clip(4.0 * fine / max(float(fine.max()), 1e-6) - 0.5, 0.0, 1.0).astype(np.float32)
        ink = thicken(crisp, (THICKENED - pen) / 2 * _FINE / BOX)
    small = _resize_longer_side(ink, BOX)
    return small / max(float(small.max()), 1e-6)


def _line_width(ink: NDArray[np.float32]) -> float:
    """Mean width of the lines in pixels: twice their area over the length of their outline (total variation)."""
    padded = np.pad(ink, 1)
    variation = np.hypot(np.diff(padded, axis=0)[:, 1:], np.diff(padded, axis=1)[1:]).sum()
    return 2.0 * float(ink.sum()) / max(float(variation), 1e-6)


def _resize_longer_side(ink: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    scale = side / max(ink.shape)
    return resize(ink, max(round(ink.shape[0] * scale), 1), max(round(ink.shape[1] * scale), 1))


def _centre(ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Lays the ink into the frame with its centre of mass on the middle, whole pixels and no ink cut off."""
    frame = np.zeros((FRAME, FRAME), np.uint8)
    top, left = (_offset(ink.sum(axis=1 - axis)) for axis in (0, 1))
    frame[top : top + ink.shape[0], left : left + ink.shape[1]] = np.round(ink * 255)
    return frame


def _offset(profile: NDArray[np.float32]) -> int:
    centre = float(profile @ np.arange(len(profile))) / float(profile.sum())
    return int(np.clip(round(CENTRE - centre), 0, FRAME - len(profile)))
