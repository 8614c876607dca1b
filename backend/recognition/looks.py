"""Looks at a picture of numbers: at most of them once, at a line that was cut out of a form in several ways."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Constraints
from backend.recognition.errors import BlankInk
from backend.recognition.line_network import LineNetwork
from backend.recognition.paper import Lifted, lifts_by_contrast
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
from backend.recognition.reading import Reading
from backend.recognition.rim import find_rim, without_around, without_edges, without_rim
from backend.recognition.segment import OF_A_LINE
from backend.recognition.views import View, likeliest, others

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
    first = likeliest(grey)
    seen, nothing = None, BlankInk("")
    try:
        seen = _look_at(network, first, constraints)
    except BlankInk as error:
        nothing = error
    views = list(others(first))
    other = _more_telling(network, views, seen[0] if seen else None, constraints)
    if other:
        with suppress(BlankInk):
            seen = _look_at(network, other, constraints)
    if not seen:
        raise nothing
    read, faint = seen
    return (_lone_ones_doubted(read) if views else read).placed(), faint


def _look_at(network: LineNetwork, view: View, constraints: Constraints) -> tuple[PictureReading, bool]:
    height, width = view.grey.shape
    may_be_line = view.around is None and width >= _LINES_ASPECT * height and view.grey.size <= LARGEST_LINE
    return (_look_at_line if may_be_line else _look_at_page)(network, view, constraints)


def _more_telling(
    network: LineNetwork, views: Sequence[View], seen: PictureReading | None, constraints: Constraints
) -> View | None:
    """Of what else the picture may be seen as, that in which more is read that makes sense, as it lies or else turned.

    With the dark tone as paper, and turned, only where nothing makes sense otherwise: each look takes its time.
    """
    sheets = [view for view in views if view.around is not None]
    light, dark = (
        [view for view in views if view.around is None and view.paper.dark == tone] for tone in (False, True)
    )
    told = _told(seen)
    for group, turns in (([*sheets, *light], AS_IT_LIES), (dark, AS_IT_LIES), (sheets, TURNED)):
        looks = [(view, _told(_glance(network, view, constraints, turns))) for view in group]
        if looks:
            best, most = max(looks, key=lambda look: look[1])
            if most > told:
                return best
        if told[0]:
            return None
    return None


def _told(look: PictureReading | None) -> tuple[bool, float, int, int]:
    """How much a look tells, to be compared. Ones tell nothing: edges, rules and grain are taken for them, too."""
    if not look:
        return False, -np.inf, 0, 0
    digits = [digit.probability - 0.5 for line in look.lines for digit in line.digits if digit.digit != 1]
    return look.trusted, round(sum(digits), 1), -len(look.lines), sum(len(line.digits) for line in look.lines)


def _lone_ones_doubted(read: PictureReading) -> PictureReading:
    """Beside other lines one of nothing but ones is for review: a rule or the edge of a sheet may have been read."""
    if all(_only_ones(line) for line in read.lines):
        return read
    lines = tuple(replace(line, not_a_digit=True) if _only_ones(line) else line for line in read.lines)
    return replace(read, lines=lines)


def _only_ones(line: Reading) -> bool:
    return all(digit.digit == 1 for digit in line.digits)


def _glance(network: LineNetwork, view: View, constraints: Constraints, turns: Sequence[int]) -> PictureReading | None:
    with suppress(BlankInk):
        return read_picture(network, _lift(view).ink, constraints, turns)
    return None


def _look_at_page(network: LineNetwork, view: View, constraints: Constraints) -> tuple[PictureReading, bool]:
    lifted = _lift(view)
    return read_picture(network, lifted.ink, constraints, shapes=OF_A_PAGE), lifted.faint


def _look_at_line(network: LineNetwork, view: View, constraints: Constraints) -> tuple[PictureReading, bool]:
    """The same, its digits not placed yet, of what may be a line that was cut out of a form.

    Where it is not clear it is looked at again, and only where that makes little sense, too, it is turned: few are, and
    each turn takes as long as a look.
    """
    grey = view.grey
    try:
        lifted = _lift(view)
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
            looks += read_upright(network, without_edges(ink, OF_A_LINE), constraints, shapes)
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


def _lift(view: View) -> Lifted:
    """The ink without the picture's rim: beside a dark desk writing would be taken for print. Raises BlankInk."""
    lifted = view.lift()
    if view.around is not None:
        lifted = replace(lifted, ink=without_around(lifted.ink, view.around))
    else:
        rim = find_rim(lifted.ink)
        if rim.any() and not rim.all():
            alone = without_rim(view.grey, rim)
            lifted = View(alone, view.paper.of(alone)).lift()
    return replace(lifted, ink=without_edges(lifted.ink, OF_A_LINE))
