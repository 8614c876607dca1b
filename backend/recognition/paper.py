"""Telling ink from paper: which of the two is darker, how light the paper is everywhere, what is ruled on it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask, find_components
from backend.recognition.errors import BlankInk
from backend.recognition.morphology import close, dilate, open_
from backend.recognition.resample import resize

FAINTEST_INK = 14.0
"""Grey levels between paper and ink below which nothing is read: JPEG and camera noise reach about 10."""

NOISE_SIGMAS = 5.0
"""How far above the noise of the paper ink must stand: of a million pixels of Gaussian noise less than one does."""

FAINT_INK, FAINT_SIGMAS = 30.0, 6.0
"""Grey levels, and deviations of the paper's grain, below which ink is read but hardly stands out."""

INK_LEVEL = 0.45
"""Share of full ink from which on a pixel belongs to the writing."""

_TWO_TONED = 0.8  # share of a picture's variance that two tones explain when the light on it is even
_CUT_OUT = 64  # pixels: a picture no larger is a digit that something else cut out, under one light
_PENS = 8  # pens are thinner than an eighth of a picture that has shadow on it,
_FINE_PENS = 24  # and, on most pictures that were not cut out, than a 24th
_WIDE = 0.01  # of the picture, of one tone and wider than any pen: that is paper or shadow
_MEDIAN_SIDE = 256  # pixels a side are enough to take a median of
_SAMPLE = 64  # pixels a side on which the light on the paper is fitted
_RULE_MARGIN = 0.02  # of the picture that a printed rule may stop short of its edges; a digit stops shorter
_RULE_WIDTH = 0.02  # of the picture's longer side: a pen that is thicker drew a stroke, not a rule


@dataclass(frozen=True, slots=True)
class Lifted:
    """`ink`: float32 (h, w), 0 paper to 1 full ink. `faint`: even full ink hardly stands out from the paper."""

    ink: NDArray[np.float32]
    faint: bool


def lift_ink(grey: NDArray[np.uint8]) -> Lifted:
    """The ink of a uint8 (h, w) picture, as on evenly lit, unruled paper.

    A picture and its negative give the same, but for ties in telling which tone is paper. Raises BlankInk where nothing
    stands out from it.
    """
    depth, noise = _depth_and_noise(255 - grey if _paper_is_dark(grey) else grey)
    candidates = depth[depth > max(FAINTEST_INK, NOISE_SIGMAS * noise)]
    if not candidates.size:
        raise BlankInk("Nothing is written on the picture, or too faintly to be told from the paper.")
    full = float(np.percentile(candidates, 90))
    floor = min(3.0 * noise, 0.3 * full)
    ink = _without_rules(np.clip((depth - floor) / (full - floor), 0.0, 1.0).astype(np.float32))
    return Lifted(ink, full < max(FAINT_INK, FAINT_SIGMAS * noise))


def _depth_and_noise(dark_ink: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
    """How much darker than the paper around it each pixel is, in grey levels, and the deviation of that on paper.

    A digit that was cut out leaves little paper to judge by: there the deviation is that between neighbours.
    """
    threshold, parted = _otsu(dark_ink.astype(np.float32))
    depth = _light(dark_ink, threshold, parted) - dark_ink.astype(np.float32)
    thin = (slice(None, None, max(dark_ink.shape) // _MEDIAN_SIDE + 1),) * 2
    sample = depth[thin]
    cut_out = max(depth.shape) <= _CUT_OUT
    grainy = parted < _TWO_TONED and not cut_out  # then the threshold goes through the grain of the paper
    paper = sample.ravel() if grainy else sample[dark_ink[thin] >= threshold]
    level = np.float32(np.median(paper))
    grain = np.abs(np.diff(depth, axis=1, prepend=depth[:, :1])) / np.sqrt(2) if cut_out else np.abs(paper - level)
    return depth - level, 1.4826 * float(np.median(grain))  # so many deviations in a median absolute deviation


def _light(dark_ink: NDArray[np.uint8], threshold: float, parted: float) -> NDArray[np.float32]:
    """The light on the paper, as grey levels, up to a constant.

    Even light is taken as it is. Else closing with a window wider than the pen paints the writing over and leaves
    light and shadow, with their edges.
    """
    shaded = _is_wide(dark_ink, threshold)
    if max(dark_ink.shape) <= _CUT_OUT or (parted >= _TWO_TONED and not shaded):
        return np.zeros(dark_ink.shape, np.float32)
    window = max(dark_ink.shape) // (_PENS if shaded else 3) | 1
    return close(dark_ink, window, window).astype(np.float32)


def _is_wide(dark: NDArray[np.uint8], threshold: float) -> bool:
    """Whether what is darker than the threshold lies in areas wider than any pen, on a picture that nobody cut out."""
    window = max(dark.shape) // 3 | 1
    return max(dark.shape) > _CUT_OUT and bool((close(dark, window, window) < threshold).mean() > _WIDE)


def _paper_is_dark(grey: NDArray[np.uint8]) -> bool:
    """Paper is what lies in wide areas; on tight pictures, what lies along the border and most elsewhere.

    Both tones do where light meets shadow: there writing is what is thin, and lighter than the paper if that is dark.
    """
    threshold, _ = _otsu(grey.astype(np.float32))
    dark_is_wide, light_is_wide = _is_wide(grey, threshold), _is_wide(~grey, 255.0 - threshold)
    if dark_is_wide != light_is_wide:
        return dark_is_wide
    if dark_is_wide:
        dark, light = _thin_pixels(grey)
        if abs(dark - light) > (dark + light) / 2:
            return light > dark
    return _border_is_dark(grey)


def _thin_pixels(grey: NDArray[np.uint8]) -> tuple[int, int]:
    """How many pixels belong to dark and to light lines that stand out clearly, away from the very edge."""
    window = max(grey.shape) // _FINE_PENS | 1
    inner = (slice(window, -window),) * 2  # a shadow's tip is thin too, where it leaves the picture
    lines = (close(grey, window, window) - grey)[inner], (grey - open_(grey, window, window))[inner]
    clear = max(int(line.max(initial=0)) for line in lines) / 2  # far above the grain of the paper
    dark, light = (int(np.count_nonzero(line > clear)) for line in lines)
    return dark, light


def _border_is_dark(grey: NDArray[np.uint8]) -> bool:
    """Whether paper, along the border and most elsewhere, is the darker tone once a fall of light is taken out."""
    picture = resize(grey.astype(np.float32), min(grey.shape[0], _SAMPLE), min(grey.shape[1], _SAMPLE))
    threshold, parted = _otsu(picture)
    if parted < _TWO_TONED:
        picture = picture - _fall_of_light(picture)
        threshold, _ = _otsu(picture)
    dark = picture < threshold
    border = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    darkness = float(border.mean() + dark.mean())
    return darkness > 1.0 or (darkness == 1.0 and float(grey.mean()) < 127.5)


def _fall_of_light(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """The quadratic surface that fits most pixels, by iteratively reweighted least squares (Cauchy weights)."""
    y, x = np.meshgrid(*(np.linspace(-1, 1, n) for n in picture.shape), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1).reshape(-1, 6)
    values = picture.reshape(-1).astype(np.float64)
    weights = np.ones_like(values)
    surface = values
    for _ in range(4):
        weighted = terms * weights[:, np.newaxis]
        factors = np.linalg.lstsq(weighted.T @ terms, weighted.T @ values, rcond=None)[0]
        surface = terms @ factors
        residual = values - surface
        weights = 1.0 / (1.0 + (residual / (1.0 + 1.4826 * np.median(np.abs(residual)))) ** 2)
    return surface.reshape(picture.shape).astype(np.float32)


def _otsu(values: NDArray[np.float32]) -> tuple[float, float]:
    """The threshold that best parts values into two classes (Otsu 1979), and the share of variance it explains.

    Flat values, under a grey level apart, have no classes: nothing lies below the threshold, 0 is explained.
    """
    if np.ptp(values) < 1.0:
        return float(values.min()), 0.0
    counts, edges = np.histogram(values, 256)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1].astype(np.float64)
    above = values.size - below
    sums = np.cumsum(counts * middles)
    between = (sums[-1] * below / values.size - sums[:-1]) ** 2 / np.maximum(below * above, 1.0)
    best = int(np.argmax(between))
    return float(edges[best + 1]), float(between[best]) / max(float(values.var()), 1e-6)


def _without_rules(ink: NDArray[np.float32]) -> NDArray[np.float32]:
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
    pieces = find_components(open_(mask, 1, max(width // 12, 9) | 1))
    _, lefts, _, rights = pieces.boxes.T
    reaching = (lefts <= _RULE_MARGIN * width) & (rights >= (1 - _RULE_MARGIN) * width)
    wanted = reaching & (pieces.areas <= _RULE_WIDTH * max(height, width) * (rights - lefts))
    if not wanted.any():
        return np.zeros_like(mask)
    thickness = round(float(np.median(pieces.areas[wanted] / (rights - lefts)[wanted])))
    return pieces.pick(wanted) & ~open_(mask, 2 * thickness + 1, 1)
