"""Looks at a picture of numbers: at most of them once, at a line that was cut out of a form in several ways."""

from contextlib import suppress
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Constraints
from backend.recognition.errors import BlankInk
from backend.recognition.line_network import LineNetwork
from backend.recognition.paper import Lifted, lift_ink, lifts_by_contrast
from backend.recognition.picture_reading import (
    AS_IT_LIES,
    AS_WIDE,
    MANY_PIECES,
    TURNED,
    UPSIDE_DOWN,
    PictureReading,
    Shape,
    best_look,
    read_picture,
    read_together,
    read_upright,
)
from backend.recognition.rim import find_rim, without_rim

_LINES_ASPECT = 0.8
"""Widths of a picture in its heights from which on it may be a line that was cut out of a form: two digits and more.

Chosen on validation numbers: of 405 on forms that are 0.8 to 1.5 times as wide as high 354 are read instead of 323, of
565 clear ones 546 instead of 547.
"""

LARGEST_LINE, _SMALL_LINE = 1_000_000, 250_000
"""Pixels: what is larger is a page, which is read once; what is not small is looked at again in one way alone."""

_LONGEST_LINE = 40
"""Heights: what is wider is looked at again in one way alone, too. Its strips have thousands of columns."""

WIDER = Shape(1.28, 0.8)
"""On a wider strip the network has more steps to tell digits apart that run into each other."""

OF_A_PAGE = (AS_WIDE, WIDER)
"""Of the strips on which lines of a page are read, the second where they are not clear on the first.

Chosen on validation numbers that were looked at once: of 3,000 clear ones and 749 on forms 2,869 and 580 are read
instead of 2,849 and 575.
"""

SHAPES = ((AS_WIDE, WIDER), (AS_WIDE,), (Shape(1.0, 0.8),))
"""Of the strips on which each look by contrast is read; softened digits run into each other.

Chosen on validation numbers: of 8,000 clear ones and 2,000 on forms 7,669 and 1,551 are read instead of 7,642 and 1,544
without the wider strip. With 1.2 in its place it is 7,662 and 1,552; with wider strips of other looks, too, no more.
"""


def look(network: LineNetwork, grey: NDArray[np.uint8], constraints: Constraints) -> tuple[PictureReading, bool]:
    """What a uint8 (h, w) picture says, and whether it says it faintly. Raises BlankInk where nothing is written."""
    may_be_line = grey.shape[1] >= _LINES_ASPECT * grey.shape[0] and grey.size <= LARGEST_LINE
    read, faint = (_look_at_line if may_be_line else _look_at_page)(network, grey, constraints)
    return read.placed(), faint


def _look_at_page(
    network: LineNetwork, grey: NDArray[np.uint8], constraints: Constraints
) -> tuple[PictureReading, bool]:
    lifted = _lift(grey)
    return read_picture(network, lifted.ink, constraints, shapes=OF_A_PAGE), lifted.faint


def _look_at_line(
    network: LineNetwork, grey: NDArray[np.uint8], constraints: Constraints
) -> tuple[PictureReading, bool]:
    """The same, its digits not placed yet, of what may be a line that was cut out of a form.

    Where it is not clear it is looked at again, and only where that makes little sense, too, it is turned: few are, and
    each turn takes as long as a look.
    """
    try:
        lifted = _lift(grey)
    except BlankInk:
        found = _of_all(None, _look_again(network, grey, constraints))
        if found and found.trusted:
            return found, True
        raise
    first = _first_look(network, lifted, constraints)
    found = _of_all(first, [] if first and first.clear else _look_again(network, grey, constraints))
    if not found:
        return read_picture(network, lifted.ink, constraints, TURNED), lifted.faint
    if not found.trusted:
        with suppress(BlankInk):
            turned = read_picture(network, lifted.ink, constraints, UPSIDE_DOWN if found.lies_along else TURNED)
            found = max(found, turned, key=lambda reading: reading.sense)
    return found, lifted.faint or not first


def _first_look(network: LineNetwork, lifted: Lifted, constraints: Constraints) -> PictureReading | None:
    """None where nothing is of the size of writing as it lies."""
    with suppress(BlankInk):
        first = read_picture(network, lifted.ink, constraints, AS_IT_LIES)
        if first.clear and len(first.seen) > 1 and first.pieces <= MANY_PIECES:
            return read_picture(network, lifted.ink, constraints, AS_IT_LIES, OF_A_PAGE)
        return first
    return None


def _look_again(network: LineNetwork, grey: NDArray[np.uint8], constraints: Constraints) -> list[PictureReading]:
    """What a picture of a line says by its contrast alone; nothing where nothing stands out."""
    shaped = zip(lifts_by_contrast(grey), SHAPES, strict=True)
    looks: list[PictureReading] = []
    small = grey.size <= _SMALL_LINE and grey.shape[1] <= _LONGEST_LINE * grey.shape[0]
    for ink, shapes in islice(shaped, None if small else 1):
        with suppress(BlankInk):
            looks += read_upright(network, ink, constraints, shapes)
    return looks


def _of_all(first: PictureReading | None, others: list[PictureReading]) -> PictureReading | None:
    """What the first look and others at the upright picture say; None without any.

    Where the first saw several lines, or garbled what it saw, what makes more sense: that or all others together.
    """
    if not first or not others:
        return read_together(others) if others else first
    if len(first.seen) > 1 or not first.trusted:
        return best_look([first, read_together(others)])
    return read_together([first, *others])


def _lift(grey: NDArray[np.uint8]) -> Lifted:
    """The ink without the picture's rim: beside a dark desk writing would be taken for print. Raises BlankInk."""
    lifted = lift_ink(grey)
    rim = find_rim(lifted.ink)
    return lift_ink(without_rim(grey, rim)) if rim.any() and not rim.all() else lifted
