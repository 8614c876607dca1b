"""Which of a picture's two tones is the paper: the one that lies in wide areas, mostly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.images import resize
from backend.recognition.morphology import close, open_
from backend.recognition.otsu import otsu
from backend.recognition.sides import sides

TWO_TONED = 0.8
"""Share of a picture's variance that two tones explain when the light on it is even."""

CUT_OUT = 64
"""Pixels of the longer side: a picture no larger is a digit that something else cut out, under one light."""

_LINES = 64  # writing and rules are mostly thinner than a 64th, the gaps and loops between them wider
_SHORT = 0.1  # of the picture's longer side: so many pixels of lines are none, only corners
_ALL = 0.97  # of a side: what covers as much of it no stroke does
_WIDE = 0.01  # of the picture, of one tone and wider than any pen: that is paper or shadow
_MEDIAN_SIDE = 256  # pixels a side are enough to take a median of
_SAMPLE = 64  # pixels a side on which the light on the paper is fitted


@dataclass(frozen=True, slots=True)
class Tones:
    """Dark and light: Otsu's threshold between them, the share of the variance that they explain, and whether either
    lies in areas wider than any pen.
    """

    threshold: float
    parted: float
    dark_is_wide: bool
    light_is_wide: bool

    def negative(self) -> "Tones":
        return Tones(255.0 - self.threshold, self.parted, self.light_is_wide, self.dark_is_wide)


def tell_tones(grey: NDArray[np.uint8]) -> Tones:
    """Those of a uint8 (h, w) picture."""
    threshold, parted = otsu(grey)
    small = np.ascontiguousarray(grey[thinned(grey)])
    fine = max(small.shape) // _LINES | 1
    dark, light = open_(small, fine, fine), open_(~small, fine, fine)  # lines in the other tone would part wide areas
    dark_is_wide, light_is_wide = is_wide(dark, threshold), is_wide(light, 255.0 - threshold)
    if dark_is_wide != light_is_wide:
        dark_is_wide |= _fills_a_side(dark, threshold)
        light_is_wide |= _fills_a_side(light, 255.0 - threshold)
    return Tones(threshold, parted, dark_is_wide, light_is_wide)


def _fills_a_side(dark: NDArray[np.uint8], threshold: float) -> bool:
    """Whether what is darker than the threshold runs all along one of the picture's sides: that is paper, too.

    A tinted field on a form, and above it a strip of the form itself: less high than writing may be thick.
    """
    return max(float((side < threshold).mean()) for side in sides(dark)) > _ALL


def is_wide(dark: NDArray[np.uint8], threshold: float, share: int = 3) -> bool:
    """Whether what is darker than the threshold lies in areas wider than any pen, on a picture that nobody cut out.

    A pen is less wide than this `share` of the picture's longer side: a third in any case, mostly far less.
    """
    window = max(dark.shape) // share | 1
    return max(dark.shape) > CUT_OUT and bool((close(dark, window, window) < threshold).mean() > _WIDE)


def thinned(picture: NDArray[np.generic]) -> tuple[slice, slice]:
    """So many rows and columns as are enough to judge areas by, and medians."""
    return (slice(None, None, max(picture.shape) // _MEDIAN_SIDE + 1),) * 2


def paper_is_dark(grey: NDArray[np.uint8], tones: Tones) -> bool:
    """Paper is what lies in wide areas; on tight pictures, what lies along the border and most elsewhere.

    Both tones do where light meets shadow: there writing is what is thin, and lighter than the paper if that is dark.
    """
    if tones.dark_is_wide != tones.light_is_wide:
        return tones.dark_is_wide
    if tones.dark_is_wide:
        dark, light = _thin_pixels(grey)
        if abs(dark - light) > max((dark + light) / 2, _SHORT * max(grey.shape)):
            return light > dark
    return _border_is_dark(grey, tones)


def _thin_pixels(grey: NDArray[np.uint8]) -> tuple[int, int]:
    """How many pixels belong to dark and to light lines that stand out clearly, away from the very edge."""
    window = max(grey.shape) // _LINES | 1
    inner = (slice(window, -window),) * 2  # a shadow's tip is thin too, where it leaves the picture
    lines = (close(grey, window, window) - grey)[inner], (grey - open_(grey, window, window))[inner]
    clear = max(int(line.max(initial=0)) for line in lines) / 2  # far above the grain of the paper
    dark, light = (int(np.count_nonzero(line > clear)) for line in lines)
    return dark, light


def _border_is_dark(grey: NDArray[np.uint8], tones: Tones) -> bool:
    """Whether paper, along the border and most elsewhere, is the darker tone once a fall of light is taken out."""
    picture = resize(grey.astype(np.float32), min(grey.shape[0], _SAMPLE), min(grey.shape[1], _SAMPLE))
    whole = picture.shape == grey.shape  # then its tones are known
    threshold, parted = (tones.threshold, tones.parted) if whole else otsu(picture)
    if parted < TWO_TONED:
        picture = picture - _fall_of_light(picture)
        threshold, _ = otsu(picture)
    dark = picture < threshold
    border = np.concatenate(sides(dark))
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
