"""What a picture may be seen as: all paper, a sheet on a desk, a digit that was cut out at its edges."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask
from backend.recognition.paper import Lifted, Paper, lift_ink
from backend.recognition.sheet import PAGES_ASPECT, looks_like_a_sheet, sheets
from backend.recognition.tones import is_wide, thinned

_BOLD = 6  # of a picture's longer side this share is wider than most pens: the lit corner of a sheet is


class View(NamedTuple):
    """A uint8 (h, w) picture, and what of it is taken for paper. `around`: what lies around it, (h, w), if anything."""

    grey: NDArray[np.uint8]
    paper: Paper
    around: Mask | None = None

    def lift(self, strictness: float = 1.0) -> Lifted:
        """The ink. Raises BlankInk where there is none."""
        return lift_ink(self.grey, self.paper, strictness, self.around)

    @property
    def dark_on_light(self) -> NDArray[np.uint8]:
        """The picture or its negative."""
        return 255 - self.grey if self.paper.dark else self.grey


def likeliest(grey: NDArray[np.uint8]) -> View:
    """As what a uint8 (h, w) picture is seen first."""
    return View(grey, Paper.likeliest(grey))


def others(first: View) -> Iterator[View]:
    """As what else the picture may be seen, the likelier ones first: what is read there tells.

    Nothing else, unless both tones lie in areas wider than any pen, or what would be writing is shaped like a sheet:
    then one of the tones is shadow or desk, or writing that was cut out at its edges. On what seems to be dark paper
    bold writing may be the lit part of a sheet.
    """
    grey, paper, _ = first
    (height, width), tones = grey.shape, paper.tones
    both = tones.dark_is_wide and tones.light_is_wide
    if paper.plain or width > PAGES_ASPECT * height:
        return
    if height > PAGES_ASPECT * width:
        if both:
            yield View(grey, replace(paper, plain=True))
        return
    small = np.ascontiguousarray(grey[thinned(grey)])
    hidden = both or looks_like_a_sheet((small > tones.threshold) == paper.dark)
    if not hidden and not (paper.dark and is_wide(~small, 255.0 - tones.threshold, _BOLD)):
        return
    for sheet, around in sheets(grey):
        yield View(sheet, replace(paper.of(sheet), dark=False), around)
    if not hidden:
        return
    if both:
        yield View(grey, replace(paper, plain=True))
    negative = replace(paper, dark=not paper.dark)
    yield View(grey, replace(negative, plain=True))
    yield View(grey, negative)
