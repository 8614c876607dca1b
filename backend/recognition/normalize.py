"""Ink to the frame that the model sees: MNIST's 28x28, whatever was handed in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.recognition import strokes
from backend.recognition.components import Components, Mask, find_components
from backend.recognition.errors import BlankInk
from backend.recognition.images import resize
from backend.recognition.ink import FrameInk, ImageInk, Ink, StrokeInk
from backend.recognition.morphology import dilate, thicken
from backend.recognition.paper import lift_by_contrast
from backend.recognition.pen import line_width
from backend.recognition.pieces import belonging, leaves_much_ink, leaves_writing, runs_off, without_neighbours
from backend.recognition.rim import find_around, find_strips
from backend.recognition.ruling import INK_LEVEL
from backend.recognition.sides import sides
from backend.recognition.strokes import BOX, CENTRE, FRAME
from backend.recognition.tones import CUT_OUT
from backend.recognition.views import View, likeliest, others

PREPROCESSING = "3"
"""Raised with every change in this package that changes frames; a model names the one it was trained for."""

THIN, THICKENED = 1.5, 2.0
"""Pixels of the frame: lines thinner than the first are made as wide as the second.

Of MNIST's training images 2 % are thinner than the first (n = 2,000, by `line_width`)."""

_BLACK = bytes(FRAME * FRAME)  # compared in a tenth of the time that NumPy takes to ask for any

_CUT_OUT = 200  # pixels of the longer side: what is cut out of a scanned line is no larger
_SMALLEST = 0.02  # of the longer side of a picture: what is smaller is grain
_LENIENT, _FAINT_LEVEL = 0.5, 0.25  # a second look takes for ink what is half as far from paper, and half as dark

_FINE = 6 * BOX  # pixels of the longer side at which thin lines are measured and thickened


OtherFrames = Callable[[], tuple[NDArray[np.uint8], ...]]
"""Makes them when they are asked for: most pictures are read at the first look."""

WholeInk = Callable[[], NDArray[np.float32]]
"""Likewise."""

OtherSights = Callable[[], "tuple[Sight, ...]"]
"""Likewise."""


class Sight(NamedTuple):
    """`frame`: uint8 (28, 28), light ink on black. Of pictures: `faint`, the ink hardly stands out from the paper;
    `several`, other writing of about a digit's size lies apart from what is in the frame, or much of the ink of a small
    picture is not in it; `others`, frames of what else may be the digit where it was cut out of other writing, in
    pieces; `whole`, where it was, all ink of the picture, (h, w), 0 paper to 1; `runs_off`, ink touches its edge;
    `instead`, what the picture shows where something else of it is paper.
    """

    frame: NDArray[np.uint8]
    faint: bool = False
    several: bool = False
    others: OtherFrames = tuple
    whole: WholeInk | None = None
    runs_off: bool = False
    instead: OtherSights = tuple


def look(ink: Ink | FrameInk) -> Sight:
    """What strokes, a picture or a frame that is ready show. Raises BlankInk where nothing is written."""
    (sight,) = look_at_all([ink])
    if isinstance(sight, BlankInk):
        raise sight
    return sight


def look_at_all(inks: Sequence[Ink | FrameInk]) -> list[Sight | BlankInk]:
    """What each of them shows, in their order, or that nothing is written there. Strokes are drawn all at once."""
    drawings = [ink.strokes for ink in inks if isinstance(ink, StrokeInk) and ink.strokes]
    frames = iter(strokes.draw_all(drawings) if drawings else ())
    return [_sight(ink, frames) for ink in inks]


def _sight(ink: Ink | FrameInk, frames: Iterator[NDArray[np.uint8]]) -> Sight | BlankInk:
    """`frames` are those of the drawings that have a point."""
    match ink:
        case StrokeInk(drawn):
            return Sight(next(frames)) if drawn else BlankInk("The drawing has no point.")
        case ImageInk(grey):
            try:
                return _look_at_picture(grey)
            except BlankInk as error:
                return error
        case FrameInk(frame):
            return Sight(frame) if frame.tobytes() != _BLACK else BlankInk("The frame is black.")


def _look_at_picture(grey: NDArray[np.uint8]) -> Sight:
    """In the likeliest view in which anything is written. Raises BlankInk."""
    first = likeliest(grey)
    try:
        return _look_at(first)._replace(instead=partial(_look_at_others, first))
    except BlankInk:
        seen = _look_at_others(first)
        if not seen:
            raise
        return seen[0]._replace(instead=lambda: seen[1:])


def _look_at_others(first: View) -> tuple[Sight, ...]:
    sights = []
    for view in others(first):
        with suppress(BlankInk):
            sights.append(_look_at(view, inside=not view.paper.plain))
    return tuple(sights)


def _look_at(view: View, *, inside: bool = False) -> Sight:
    """What is written there. With `inside`, nothing is where it reaches the edge: a desk does. Raises BlankInk."""
    lifted = view.lift()
    pieces = _pieces(lifted.ink > INK_LEVEL, view)
    if not len(pieces.areas):
        raise BlankInk("Nothing but printed lines and what lies along the edge is on the picture.")
    own = belonging(pieces)
    chosen, small = without_neighbours(pieces.pick(own)), max(view.grey.shape) <= _CUT_OUT
    if max(view.grey.shape) > CUT_OUT and _largest(pieces, own) < _SMALLEST * max(view.grey.shape):
        raise BlankInk("Nothing on the picture is of the size of writing.")
    if inside and any(side.any() for side in sides(chosen)):
        raise BlankInk("Nothing is written inside the sheet.")
    several = leaves_writing(pieces, own) or (small and leaves_much_ink(pieces, chosen))
    off = runs_off(pieces)
    cut_out = small and off
    frames: OtherFrames = partial(_other_frames, view) if cut_out and len(own) > 1 else tuple
    whole: WholeInk | None = partial(_whole_ink, view) if cut_out else None
    del pieces  # as large as the ink
    return Sight(frame_of(lifted.ink, chosen), lifted.faint, several, frames, whole, off)


def _largest(pieces: Components, own: Mask) -> int:
    """How many pixels high or wide the largest of its own pieces is, whichever is more."""
    return int((pieces.boxes[own, 2:] - pieces.boxes[own, :2]).max())


def _pieces(ink: Mask, view: View) -> Components:
    """Without what lies along the edges of the picture, and of the sheet."""
    strips = find_strips(ink)
    pieces = find_components(ink & ~strips if strips.any() else ink)
    if view.around is None:
        return pieces
    return find_components(pieces.pick(~find_around(pieces, view.around)))


def _whole_ink(view: View) -> NDArray[np.float32]:
    """Lifted once more: few pictures are asked for it, and all would have to keep it until then."""
    return view.lift().ink


def _other_frames(view: View) -> tuple[NDArray[np.uint8], ...]:
    """What else may be the digit: the heaviest piece even along the edge, by fainter ink, and by contrast alone.

    Chosen while looking at 1,826 digits cut out of amounts on cheques, of which `evaluate` found 93.48 % read with it,
    and 90.42 % before, of model 2.1.0; the network for lines had no say then.
    """
    fainter, by_contrast = view.lift(_LENIENT).ink, lift_by_contrast(view.dark_on_light)
    apart = without_neighbours(_heaviest(fainter, _FAINT_LEVEL))
    looks = ((fainter, apart), (by_contrast, _heaviest(by_contrast, INK_LEVEL)))
    return tuple(frame_of(ink, chosen) for ink, chosen in looks if chosen.any())


def _heaviest(ink: NDArray[np.float32], level: float) -> Mask:
    """The heaviest piece of what is above a level, and what belongs to it. (h, w)"""
    pieces = find_components(ink > level)
    return pieces.pick(belonging(pieces, rim=False)) if len(pieces.areas) else pieces.labels > 0


def frame_of(ink: NDArray[np.float32], chosen: Mask) -> NDArray[np.uint8]:
    """The frame with the chosen ink, of which there must be some. `ink`: (h, w), 0 paper to 1, as is the mask."""
    return _centre(_fit_box(_crop(ink, chosen)))


def _crop(ink: NDArray[np.float32], chosen: Mask) -> NDArray[np.float32]:
    """The chosen ink, cut out at its edges."""
    rows = np.flatnonzero(chosen.any(axis=1))
    near = slice(max(rows[0] - 1, 0), rows[-1] + 2)  # nothing else is near the chosen ink
    own = np.where(dilate(chosen[near], 3, 3), ink[near], np.float32(0.0))
    visible = own > 0.1
    rows, columns = np.flatnonzero(visible.any(axis=1)), np.flatnonzero(visible.any(axis=0))
    return own[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fit_box(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Resizes to BOX pixels on the longer side, aspect kept. Lines too thin for that size are thickened first."""
    pen = line_width(ink) * BOX / max(ink.shape)
    if pen < THIN:
        fine = _resize_longer_side(ink, _FINE)
        crisp = np.clip(4.0 * fine / max(float(fine.max()), 1e-6) - 0.5, 0.0, 1.0).astype(np.float32)
        ink = thicken(crisp, (THICKENED - pen) / 2 * _FINE / BOX)
    small = _resize_longer_side(ink, BOX)
    return small / max(float(small.max()), 1e-6)


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
    return min(max(round(CENTRE - centre), 0), FRAME - len(profile))
