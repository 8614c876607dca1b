"""Which pieces of ink are the digit: not dirt, not the rim of the page, not what neighbours left in the picture."""

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Components, Mask
from backend.recognition.pen import line_width

_NEAR = 0.6  # of the main piece's size: how far off a piece may lie and still belong to it
_SPECK = 0.02  # of the main piece's area: less is dirt
_RIM = 0.2  # of the picture's shorter side: along so much of the edge runs no stroke, but of a digit cut out tightly
_READABLE = 0.05  # of the weight of what runs along the edge: beside a rim, so much is a digit, less is dirt
_MARGIN = 0.25  # of the picture's shorter side, in from its edge: there ink weighs less
_ALIKE = 2.0  # times as tall, or as low, as the digit that is read: other writing of its size
_INKY = 0.2  # of the ink that is read: other writing of its size has more
_MUCH = 0.5  # of the ink that is read: of digits cut out of rows, held out, many with more beside them are misread
_SIDE = 0.33  # of the picture's width: so far in a neighbour may reach
_BRIDGE = 1.6  # widths of the pen: where neighbours touch, the ink of a column is no more
_TALL = 2.5  # widths of the pen: beyond the touch, a neighbour has a column with as much


def belonging(pieces: Components, *, rim: bool = True) -> Mask:
    """The main piece and what lies near it, is no speck and no rim of the page. (n,) bool, n not 0.

    What is cut off by the edge is a neighbour's, unless the main piece is cut out as tightly and lies below or above,
    or unless all pieces together, but not the main one alone, fill the picture from edge to edge: a digit in pieces.
    Without a `rim` the picture is cut out of paper: the main piece is the heaviest, wherever it lies.
    """
    if len(pieces.areas) == 1:
        return np.ones(1, np.bool_)
    inside = _inside(pieces)
    main = _main_piece(pieces, inside, rim=rim)
    top, left, bottom, right = pieces.boxes[main]
    reach = _NEAR * max(bottom - top, right - left)
    tops, lefts, bottoms, rights = pieces.boxes.T
    gaps = np.maximum.reduce([tops - bottom, top - bottoms, lefts - right, left - rights])
    near = (gaps <= reach) & (pieces.areas >= _SPECK * pieces.areas[main])
    in_line = 2 * (np.minimum(rights, right) - np.maximum(lefts, left)) > rights - lefts
    edges = _edges(pieces)
    filled = edges[near].any(axis=0).all() and edges[main].any() and not edges[main].all()
    return np.asarray(near & (inside | (in_line & ~inside[main]) | filled))


def leaves_writing(pieces: Components, own: Mask) -> bool:
    """Whether a piece within the picture that is not read is about as tall as what is, and has about as much ink.

    Printed lines are lower or taller, dirt has less ink, what others wrote runs off the picture.
    """
    if own.all():
        return False
    tops, _, bottoms, _ = pieces.boxes.T
    height = bottoms[own].max() - tops[own].min()
    heights = bottoms - tops
    as_tall = (heights >= height / _ALIKE) & (heights <= height * _ALIKE)
    as_inky = pieces.areas >= _INKY * pieces.areas[own].sum()
    return bool((as_tall & as_inky & ~own & _inside(pieces)).any())


def leaves_much_ink(pieces: Components, own: Mask) -> bool:
    """Whether what is not read has more than half as much ink as what is, (h, w), wherever it lies.

    It may be more of the digit, as much as a neighbour, or what is written: then the hole of a letter in light ink has
    been taken for a stroke on light paper.
    """
    read = np.count_nonzero(own)
    return bool(pieces.areas.sum() - read > _MUCH * read)


def without_neighbours(own: Mask) -> Mask:
    """Cuts off neighbours that touch the digit and run off the picture at its sides. (h, w), never empty if it was not.

    The digit itself must keep off the upper and the lower edge: else it is cut out tightly, and all of it is its own.
    """
    if not own[:, [0, -1]].any():
        return own
    pen = line_width(own.astype(np.float32))
    return _without_left(_without_left(own, pen)[:, ::-1], pen)[:, ::-1]


def _without_left(own: Mask, pen: float) -> Mask:
    """Cuts at the innermost column with the least ink, where that is a touch and a stroke stands beyond it."""
    ink = np.count_nonzero(own, axis=0)
    outer = ink[: int(_SIDE * len(ink))]
    if not own[:, 0].any() or not len(outer):
        return own
    cut = len(outer) - 1 - int(np.argmin(outer[::-1]))
    touch, stroke = 0 < ink[cut] <= _BRIDGE * pen, outer[: cut + 1].max() >= _TALL * pen
    if not touch or not stroke or own[[0, -1], cut:].any():
        return own
    return own & (np.arange(len(ink)) >= cut)


def runs_off(pieces: Components) -> bool:
    """Whether ink touches the edge of the picture."""
    return bool(_edges(pieces).any())


def _inside(pieces: Components) -> Mask:
    """Which pieces do not touch the edge of the picture. (n,) bool."""
    return np.asarray(~_edges(pieces).any(axis=1))


def _edges(pieces: Components) -> Mask:
    """Which edges of the picture each piece touches: top, left, bottom, right. (n, 4) bool."""
    tops, lefts, bottoms, rights = pieces.boxes.T
    height, width = pieces.labels.shape
    return np.column_stack([tops == 0, lefts == 0, bottoms == height, rights == width])


def _main_piece(pieces: Components, inside: Mask, *, rim: bool) -> int:
    """The heaviest piece. If there may be a rim, what runs along an edge only where nothing worth reading stays inside.

    It is the rim of the page, a frame or the desk, however large: a digit meets the edge with a stroke.
    """
    weights = _weights(pieces)
    heaviest = int(np.argmax(weights))
    candidate = int(np.argmax(weights * inside))
    along = _along_the_edge(pieces)[heaviest] > _RIM * min(pieces.labels.shape)
    worth_reading = inside[candidate] and weights[candidate] >= _READABLE * weights[heaviest]
    return candidate if rim and along and worth_reading else heaviest


def _weights(pieces: Components) -> NDArray[np.float64]:
    """How much ink each piece has, in pixels; the nearer the edge of the picture they are, the less they count. (n,)"""
    rows, columns = np.nonzero(pieces.labels)
    height, width = pieces.labels.shape
    distance = np.minimum.reduce([rows + 1, columns + 1, height - rows, width - columns])
    weights = np.minimum(distance / (_MARGIN * min(height, width)), 1.0) ** 2
    counted = np.bincount(pieces.labels[rows, columns], weights, len(pieces.areas) + 1)
    return counted[1:].astype(np.float64)


def _along_the_edge(pieces: Components) -> NDArray[np.intp]:
    """How many pixels of the picture's edge each piece covers. (n,)"""
    labels = pieces.labels
    edge = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
    return np.bincount(edge, minlength=len(pieces.areas) + 1)[1:]
