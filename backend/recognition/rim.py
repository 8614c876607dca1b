"""What runs along the edge of a picture and is no writing: the desk beside a page, its shadow, a scanner's lid."""

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Components, Mask, find_components
from backend.recognition.layout import digit_height
from backend.recognition.morphology import dilate
from backend.recognition.ruling import INK_LEVEL
from backend.recognition.sheet import PAGES_ASPECT
from backend.recognition.sides import sides
from backend.recognition.tones import CUT_OUT

_LONG = 0.3  # of a side of the picture: writing meets an edge with a stroke, and not along so much of it
_INNER = 0.8  # of the writing keeps off the edges of a picture that has a rim
_APART = 0.5  # of a digit's height: so far, at least. On a picture cut out tightly a digit may be all of an edge
_BESIDE = 0.5  # of a piece's length lies on the picture's edge, at least, if it lies along it
_ALONG = 0.6  # of a side of the picture: so far at least a strip reaches
_SOLID, _GRAINY = 0.5, 0.2  # of a strip at least is ink, once grain hangs together, and before
_CROOKED = 0.05  # of its thickness a strip may differ from a straight one, in the mean; a stroke by hand differs more
_FRINGE = 5  # pixels: so wide is the window within which its soft edge lies


def find_rim(ink: NDArray[np.float32]) -> Mask:
    """The pieces of (h, w) ink, 0 to 1, that cover a long stretch of one of the picture's edges, and their fringe.

    Only where the writing keeps off the edges: then no part of it can be among them.
    """
    pieces = find_components(ink > INK_LEVEL)
    height, width = ink.shape
    shares = _along_edges(pieces) / np.array([[width], [width], [height], [height]])
    return _off_the_writing(pieces, np.asarray(shares.max(axis=0) >= _LONG))


def without_edges(ink: NDArray[np.float32], level: float) -> NDArray[np.float32]:
    """(h, w) ink, 0 to 1, without the pieces above a level that lie along the picture's edges, and their fringe.

    Each is what a corner or an edge of something else leaves on the picture: a desk, a sheet, a shadow. A stroke that
    leaves the picture is longer than it is there. Again only where the writing keeps off the edges, and not on a
    picture that was cut out along a digit or a line.
    """
    seen = ink > level
    if _is_cut_out(ink.shape) or not any(side.any() for side in sides(seen)):  # spare the search
        return ink
    pieces = find_components(seen)
    top, left, bottom, right = pieces.boxes.T
    shares = _along_edges(pieces).max(axis=0) / np.maximum(bottom - top, right - left)
    return np.where(_off_the_writing(pieces, np.asarray(shares >= _BESIDE)), np.float32(0.0), ink)


def find_strips(ink: Mask) -> Mask:
    """Where on a (h, w) picture a straight strip runs along a side: of the desk, or of a scanner's lid.

    It does not reach the opposite side, and grows thicker or thinner along its own as a line says. On a picture that
    was cut out along a digit none is: there it may be a one.
    """
    strips = np.zeros(ink.shape, np.bool_)
    if _is_cut_out(ink.shape):
        return strips
    if max(float(side.mean()) for side in sides(ink)) < _GRAINY * _ALONG:  # spare the search
        return strips
    pieces = find_components(dilate(ink, 3, 3))  # of grain that hangs together
    strip = np.zeros(len(pieces.areas), np.bool_)
    for seen in (pieces.labels, pieces.labels[:, ::-1], pieces.labels.T, pieces.labels.T[:, ::-1]):
        along = np.bincount(seen[:, 0], minlength=len(strip) + 1)[1:]
        for piece in np.flatnonzero(along >= _SOLID * _ALONG * len(seen)):
            strip[piece] |= _is_strip(seen == piece + 1)
    return pieces.pick(strip)


def find_around(pieces: Components, around: Mask) -> Mask:
    """(n,) which pieces touch what lies around a sheet, a (h, w) mask."""
    return np.bincount(pieces.labels[dilate(around, 3, 3)], minlength=len(pieces.areas) + 1)[1:] > 0


def without_around(ink: NDArray[np.float32], around: Mask) -> NDArray[np.float32]:
    """(h, w) ink, 0 to 1, without what touches what lies around the sheet, and its fringe."""
    pieces = find_components(ink > INK_LEVEL)
    beyond = dilate(pieces.pick(find_around(pieces, around)), _FRINGE, _FRINGE)
    return np.where(beyond, np.float32(0.0), ink)


def _is_cut_out(shape: tuple[int, ...]) -> bool:
    return max(shape) > PAGES_ASPECT * min(shape) or max(shape) <= CUT_OUT


def _is_strip(piece: Mask) -> bool:
    """Of a piece along the left side of a (h, w) mask. It has holes where the desk is grainy."""
    (height, width), rows = piece.shape, np.flatnonzero(piece.any(axis=1))
    piece = piece[rows]
    ends = width - np.argmax(piece[:, ::-1], axis=1)
    if len(rows) < _ALONG * height or (rows[0] > 0 and rows[-1] < height - 1) or ends.max() == width:
        return False
    if np.count_nonzero(piece) < _SOLID * ends.sum() or piece[:, 0].mean() < _SOLID:
        return False
    slope, start = np.polyfit(rows, ends, 1)
    return bool(np.abs(ends - (slope * rows + start)).mean() <= _CROOKED * ends.mean() + 0.5)


def _along_edges(pieces: Components) -> NDArray[np.intp]:
    """(4, n) how many pixels of the upper, lower, left and right edge of the picture each piece covers."""
    return np.stack([np.bincount(side, minlength=len(pieces.areas) + 1)[1:] for side in sides(pieces.labels)])


def _off_the_writing(pieces: Components, chosen: Mask) -> Mask:
    """(h, w) the pieces chosen and their fringe; none, unless the others keep off the edges."""
    if not chosen.any() or not _keeps_off(pieces.boxes[~chosen], pieces.labels.shape):
        return np.zeros(pieces.labels.shape, np.bool_)
    return dilate(pieces.pick(chosen), _FRINGE, _FRINGE)


def _keeps_off(boxes: NDArray[np.intp], shape: tuple[int, ...]) -> bool:
    """Whether most of the writing, (n, 4) top, left, bottom, right, has paper between itself and every edge."""
    if not len(boxes):
        return False
    heights = boxes[:, 2] - boxes[:, 0]
    tall = heights >= digit_height(boxes[:, [1, 0, 3, 2]].astype(np.float64)) / 2
    margins = np.concatenate([boxes[:, :2], np.array(shape) - boxes[:, 2:]], axis=1).min(axis=1)
    return bool((margins >= _APART * heights)[tall].mean() >= _INNER)


def without_rim(grey: NDArray[np.uint8], rim: Mask) -> NDArray[np.uint8]:
    """A (h, w) picture whose rim is as light as most of the rest."""
    return np.where(rim, np.uint8(np.median(grey[~rim])), grey)
