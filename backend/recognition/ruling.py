"""What is printed on the paper, squares and lines: told from writing by how dark it is and how far it reaches."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask, find_components
from backend.recognition.morphology import dilate, open_
from backend.recognition.otsu import otsu

INK_LEVEL = 0.45
"""Share of full ink from which on a pixel belongs to the writing."""

_BORDER = 24  # a strip this share of the picture's longer side wide lies beside the writing
_EVERYWHERE, _INSIDE = 0.5, 0.2  # density along borders, as a share of that on all of the picture: of print, of writing
_FEW = 9  # pixels have no two tones
_TRACED = 0.25  # of full ink: what is darker belongs to the writing beside it, where no print is as dark
_SEED = 0.1  # of a piece that must be clearly ink for all of it to be
_RULE_MARGIN = 0.02  # of the picture that a printed rule may stop short of its edges; a digit stops shorter
_RULE_WIDTH = 0.02  # of the picture's longer side: a pen that is thicker drew a stroke, not a rule


@dataclass(frozen=True, slots=True)
class Print:
    """`depth`: how much darker than paper print is, 0 where there is none. `darkest`: what is deeper is writing."""

    depth: float
    darkest: float


def find_print(depth: NDArray[np.float32], faintest: float, sheet: Mask) -> Print:
    """Squares and lines among what is deeper than `faintest` on a (h, w) picture, in grey levels.

    Print is the fainter of two tones and lies as densely along opposite borders as everywhere; writing hardly gets to
    both. What is left is parted again: the light may leave a tone of its own. Lines may run at any angle. `sheet`:
    where the paper is, (h, w); the borders are its own.
    """
    paper = (sheet, *_borders(sheet))
    level = 0.0
    while (candidates := depth[depth > faintest]).size >= _FEW:
        threshold, parted = otsu(candidates)
        faint, dark = (depth > faintest) & (depth <= threshold), depth > threshold
        if not parted or _at_borders(faint, paper) < _EVERYWHERE or _at_borders(dark, paper) > _INSIDE:
            break
        level, faintest = float(np.median(depth[faint])), threshold
    return Print(level, faintest)


def _borders(sheet: Mask) -> list[Mask]:
    """Strips of a sheet along its upper, lower, left and right side."""
    width = max(sheet.shape) // _BORDER + 1
    upper, lower, left, right = strips = [sheet.copy() for _ in range(4)]
    upper[width:] &= ~sheet[:-width]
    lower[:-width] &= ~sheet[width:]
    left[:, width:] &= ~sheet[:, :-width]
    right[:, :-width] &= ~sheet[:, width:]
    return strips


def _at_borders(mask: Mask, paper: Sequence[Mask]) -> float:
    """The least density along two opposite borders, as a share of that on all of the paper: of the pair with more."""
    everywhere, top, bottom, left, right = (float(mask[part].mean()) for part in paper)
    return max(min(top, bottom), min(left, right)) / max(everywhere, 1e-9)


def trace(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """The writing of a (h, w) picture, 0 to 1, whose print is at 0: faint ink stays where it goes on from clear ink."""
    pieces = find_components(ink > _TRACED)
    clear = np.bincount(pieces.labels[ink > INK_LEVEL], minlength=len(pieces.areas) + 1)[1:]
    traced = np.where(pieces.pick(clear >= _SEED * pieces.areas), ink, np.float32(0.0))
    return np.minimum(traced * np.float32(INK_LEVEL / _TRACED), np.float32(1.0))


def without_rules(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Clears printed lines across the picture, level or upright; strokes that cross or follow them stay."""
    mask = ink > INK_LEVEL
    rules = _level_rules(mask) | _level_rules(mask.T).T
    if not rules.any():
        return ink
    fringe = dilate(rules, 3, 3) & ~(mask & ~rules)
    return np.where(fringe, np.float32(0.0), ink)


def _level_rules(mask: Mask) -> Mask:
    """Level stretches of ink, a twelfth of the picture or longer, that together run thinly from edge to edge.

    Where ink is more than twice as high as the rule it is a stroke's.
    """
    height, width = mask.shape
    left, right = int(_RULE_MARGIN * width), math.ceil((1 - _RULE_MARGIN) * width) - 1
    if not mask[:, : left + 1].any() or not mask[:, right:].any():  # nothing reaches: spare the search
        return np.zeros(mask.shape, np.bool_)
    pieces = find_components(open_(mask, 1, max(width // 12, 9) | 1))
    _, lefts, _, rights = pieces.boxes.T
    reaching = (lefts <= _RULE_MARGIN * width) & (rights >= (1 - _RULE_MARGIN) * width)
    wanted = reaching & (pieces.areas <= _RULE_WIDTH * max(height, width) * (rights - lefts))
    if not wanted.any():
        return np.zeros_like(mask)
    thickness = round(float(np.median(pieces.areas[wanted] / (rights - lefts)[wanted])))
    return pieces.pick(wanted) & ~open_(mask, 2 * thickness + 1, 1)
