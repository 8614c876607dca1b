"""Telling ink from paper: which of the two is darker, and how light the paper is everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.errors import BlankInk
from backend.recognition.images import resize
from backend.recognition.morphology import close, open_
from backend.recognition.otsu import otsu
from backend.recognition.percentile import percentile
from backend.recognition.ruling import Print, find_print, trace, without_rules
from backend.recognition.soften import soften

FAINTEST_INK = 14.0
"""Grey levels between paper and ink below which nothing is read: JPEG and camera noise reach about 10."""

NOISE_SIGMAS = 5.0
"""How far above the noise of the paper ink must stand: of a million pixels of Gaussian noise less than one does."""

FAINT_INK, FAINT_SIGMAS = 30.0, 6.0
"""Grey levels, and deviations of the paper's grain, below which ink is read but hardly stands out. Of 2,100 digits cut
from real cheques 1 % are as faint."""

_COHERENT = 0.6  # of the variance is left of lines of three pixels or more; of grain a ninth is
_TWO_TONED = 0.8  # share of a picture's variance that two tones explain when the light on it is even
_CUT_OUT = 64  # pixels: a picture no larger is a digit that something else cut out, under one light
_PENS = 8  # pens are thinner than an eighth of a picture that has shadow on it
_LINES = 64  # writing and rules are mostly thinner than a 64th, the gaps and loops between them wider
_SHORT = 0.1  # of the picture's longer side: so many pixels of lines are none, only corners
_DARKEST = np.float32(32.0)  # grey levels of light below which ink is not made deeper: there is hardly more than noise
_ALL = 0.97  # of a side: what covers as much of it no stroke does
_WIDE = 0.01  # of the picture, of one tone and wider than any pen: that is paper or shadow
_DEEPEST, _SHALLOW = 98, 0.5  # of a line's pixels the percentile that is full ink, and of its depth what is none
_SHALLOW_LINE, _SHALLOW_SOFT = 0.35, 0.3  # the same where faint ink of a line is lifted, too, and where it is softened
_LINE_PENS = 24  # pens are about as thick as this share of a line's height
_MEDIAN_SIDE = 256  # pixels a side are enough to take a median of
_BAND = 1 << 16  # pixels that are made ink of at once: 256 KiB of them
_SAMPLE = 64  # pixels a side on which the light on the paper is fitted


@dataclass(frozen=True, slots=True)
class Lifted:
    """`ink`: float32 (h, w), 0 paper to 1 full ink. `faint`: even full ink hardly stands out from the paper."""

    ink: NDArray[np.float32]
    faint: bool


@dataclass(frozen=True, slots=True)
class _Tones:
    """Dark and light: Otsu's threshold between them, the share of the variance that they explain, and whether either
    lies in areas wider than any pen.
    """

    threshold: float
    parted: float
    dark_is_wide: bool
    light_is_wide: bool

    def negative(self) -> "_Tones":
        return _Tones(255.0 - self.threshold, self.parted, self.light_is_wide, self.dark_is_wide)


def lift_ink(grey: NDArray[np.uint8], strictness: float = 1.0) -> Lifted:
    """The ink of a uint8 (h, w) picture, as on evenly lit, unruled paper.

    A picture and its negative give the same, but for ties in telling which tone is paper. With a `strictness` below 1
    more of what hardly differs from paper counts as ink. Raises BlankInk where nothing stands out from it.
    """
    tones = _tell_tones(grey)
    if _paper_is_dark(grey, tones):
        grey, tones = 255 - grey, tones.negative()
    depth, noise = _depth_and_noise(grey, tones)
    faintest = max(FAINTEST_INK, NOISE_SIGMAS * noise)
    if depth.max() <= faintest and _is_drawn(depth):
        noise = min(noise, _noise_between(depth))
        faintest = max(FAINTEST_INK, NOISE_SIGMAS * noise, otsu(depth)[0])
    printed = find_print(depth[_thinned(depth)], faintest) if max(depth.shape) > _CUT_OUT else Print(0.0, faintest)
    candidates = depth[depth > printed.darkest]
    if not candidates.size:
        raise BlankInk("Nothing is written on the picture, or too faintly to be told from the paper.")
    full = percentile(candidates, 0.9)
    floor = max(min(3.0 * noise, 0.3 * full), printed.depth) * strictness
    _scale(depth, floor, full)
    ink = without_rules(trace(depth) if printed.depth else depth)
    return Lifted(ink, full < max(FAINT_INK, FAINT_SIGMAS * noise))


def dark_on_light(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A uint8 (h, w) picture with its ink dark on light paper: itself or its negative."""
    return 255 - grey if _paper_is_dark(grey, _tell_tones(grey)) else grey


def lift_by_contrast(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The ink of a uint8 (h, w) picture of one line, dark on light, (h, w), 0 paper to 1: by contrast alone.

    It asks nothing of the paper. What is half as deep as the deepest ink is print, or grain, or the edge of a stroke;
    where much writing covers much print that says more than how dark each of them is on all of the picture.
    """
    return _deeper(_contrast(grey), _SHALLOW)


def lifts_by_contrast(grey: NDArray[np.uint8]) -> Iterator[NDArray[np.float32]]:
    """The same; then with fainter ink, too; then softened, so that fine print and grain sink into the paper.

    Chosen on forms made of validation digits, not on cheques.
    """
    sharp = _contrast(grey)
    yield _deeper(sharp, _SHALLOW)
    yield _deeper(sharp, _SHALLOW_LINE)
    yield _deeper(_contrast(soften(grey, grey.shape[0] // _LINE_PENS | 1)), _SHALLOW_SOFT)


def _contrast(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How deep each pixel is under the paper around it, 1 where it is full ink."""
    window = grey.shape[0] // 2 | 1  # no pen is as thick, no shadow that matters as narrow
    depth = _below_light(grey, window)
    return depth / np.float32(max(float(np.percentile(depth, _DEEPEST)), FAINTEST_INK))


def _deeper(depth: NDArray[np.float32], shallow: float) -> NDArray[np.float32]:
    """Ink: none where it is less deep than `shallow`, a share."""
    return np.asarray(np.clip((depth - shallow) / (1.0 - shallow), 0.0, 1.0), np.float32)


def _tell_tones(grey: NDArray[np.uint8]) -> _Tones:
    threshold, parted = otsu(grey)
    small = np.ascontiguousarray(grey[_thinned(grey)])
    fine = max(small.shape) // _LINES | 1
    dark, light = open_(small, fine, fine), open_(~small, fine, fine)  # lines in the other tone would part wide areas
    dark_is_wide, light_is_wide = _is_wide(dark, threshold), _is_wide(light, 255.0 - threshold)
    if dark_is_wide != light_is_wide:
        dark_is_wide |= _fills_a_side(dark, threshold)
        light_is_wide |= _fills_a_side(light, 255.0 - threshold)
    return _Tones(threshold, parted, dark_is_wide, light_is_wide)


def _fills_a_side(dark: NDArray[np.uint8], threshold: float) -> bool:
    """Whether what is darker than the threshold runs all along one of the picture's sides: that is paper, too.

    A tinted field on a form, and above it a strip of the form itself: less high than writing may be thick.
    """
    return max(float((side < threshold).mean()) for side in (dark[0], dark[-1], dark[:, 0], dark[:, -1])) > _ALL


def _is_wide(dark: NDArray[np.uint8], threshold: float) -> bool:
    """Whether what is darker than the threshold lies in areas wider than any pen, on a picture that nobody cut out."""
    window = max(dark.shape) // 3 | 1
    return max(dark.shape) > _CUT_OUT and bool((close(dark, window, window) < threshold).mean() > _WIDE)


def _thinned(picture: NDArray[np.generic]) -> tuple[slice, slice]:
    """So many rows and columns as are enough to judge areas by, and medians."""
    return (slice(None, None, max(picture.shape) // _MEDIAN_SIDE + 1),) * 2


def _depth_and_noise(dark_ink: NDArray[np.uint8], tones: _Tones) -> tuple[NDArray[np.float32], float]:
    """How much darker than the paper around it each pixel is, in grey levels, and the deviation of that on paper."""
    depth = _depth(dark_ink, tones)
    thin = _thinned(depth)
    sample = depth[thin]
    cut_out = max(depth.shape) <= _CUT_OUT
    grainy = tones.parted < _TWO_TONED and not cut_out  # then the threshold goes through the grain of the paper
    paper = sample.ravel() if grainy else sample[dark_ink[thin] >= tones.threshold]
    level = np.float32(np.median(paper))
    noise = _noise_between(depth) if cut_out else 1.4826 * float(np.median(np.abs(paper - level)))
    depth -= level
    return depth, noise


def _scale(depth: NDArray[np.float32], floor: float, full: float) -> None:
    """Makes ink of depths where they lie, 0 at `floor` and 1 at `full`: a few rows at a time, in little memory."""
    for rows in _bands(depth):
        depth[rows] = np.clip((depth[rows] - floor) / (full - floor), 0.0, 1.0)


def _bands(picture: NDArray[np.generic]) -> Iterator[slice]:
    """All of its rows, so many at once as a processor keeps at hand."""
    step = max(_BAND // picture.shape[1], 1)
    return (slice(start, start + step) for start in range(0, picture.shape[0], step))


def _noise_between(depth: NDArray[np.float32]) -> float:
    """The deviation of the grain of a picture that is mostly ink and its edges: by the evenest quarter of neighbours.

    Of the absolute values of a normal variable a quarter is below 0.3186 deviations, a median below 1 / 1.4826.
    """
    steps = np.abs(np.concatenate([(depth[1:] - depth[:-1]).ravel(), (depth[:, 1:] - depth[:, :-1]).ravel()]))
    return percentile(steps, 0.25) / (0.3186 * np.sqrt(2)) if len(steps) else 0.0


def _is_drawn(depth: NDArray[np.float32]) -> bool:
    """Whether what is dark is lines and not grain: it hardly fades where each pixel is the mean of those around it.

    Much writing on much print is taken for noise of the paper otherwise: of 400 amounts on cheques 31 were.
    """
    (height, width), padded = depth.shape, np.pad(depth, 1, "edge")
    around = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return bool(np.mean(around, axis=0).var() > _COHERENT * depth.var())


def _depth(dark_ink: NDArray[np.uint8], tones: _Tones) -> NDArray[np.float32]:
    """How much darker than the light on the paper each pixel is, in grey levels, up to a constant.

    Even light is taken as it is. Else closing with a window wider than the pen paints the writing over and leaves light
    and shadow, with their edges. Ink takes away a share of the light: in the shadow it is made as deep as outside.
    """
    grey = dark_ink.astype(np.float32)
    shaded = _is_wide(np.ascontiguousarray(dark_ink[_thinned(dark_ink)]), tones.threshold)
    if max(grey.shape) <= _CUT_OUT or (tones.parted >= _TWO_TONED and not shaded):
        return np.negative(grey, out=grey)
    return _below_light(dark_ink, max(grey.shape) // (_PENS if shaded else 3) | 1)


def _below_light(dark_ink: NDArray[np.uint8], window: int) -> NDArray[np.float32]:
    """The same where the light is what closing with a window of so many pixels leaves."""
    light = close(dark_ink, window, window).astype(np.float32)
    mean = light.mean()
    for rows in _bands(light):
        light[rows] = (light[rows] - dark_ink[rows]) * (mean / np.maximum(light[rows], _DARKEST))
    return light


def _paper_is_dark(grey: NDArray[np.uint8], tones: _Tones) -> bool:
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


def _border_is_dark(grey: NDArray[np.uint8], tones: _Tones) -> bool:
    """Whether paper, along the border and most elsewhere, is the darker tone once a fall of light is taken out."""
    picture = resize(grey.astype(np.float32), min(grey.shape[0], _SAMPLE), min(grey.shape[1], _SAMPLE))
    whole = picture.shape == grey.shape  # then its tones are known
    threshold, parted = (tones.threshold, tones.parted) if whole else otsu(picture)
    if parted < _TWO_TONED:
        picture = picture - _fall_of_light(picture)
        threshold, _ = otsu(picture)
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
