"""Telling ink from paper: how light the paper is everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask
from backend.recognition.errors import BlankInk
from backend.recognition.morphology import close
from backend.recognition.otsu import otsu
from backend.recognition.percentile import percentile
from backend.recognition.ruling import Print, find_print, trace, without_rules
from backend.recognition.soften import soften
from backend.recognition.tones import CUT_OUT, TWO_TONED, Tones, is_wide, paper_is_dark, tell_tones, thinned

FAINTEST_INK = 14.0
"""Grey levels between paper and ink below which nothing is read: JPEG and camera noise reach about 10."""

NOISE_SIGMAS = 5.0
"""How far above the noise of the paper ink must stand: of a million pixels of Gaussian noise less than one does."""

FAINT_INK, FAINT_SIGMAS = 30.0, 6.0
"""Grey levels, and deviations of the paper's grain, below which ink is read but hardly stands out. Of 2,100 digits cut
from real cheques 1 % are as faint."""

_COHERENT = 0.6  # of the variance is left of lines of three pixels or more; of grain a ninth is
_PENS = 8  # pens are thinner than an eighth of a picture that has shadow on it
_DARKEST = np.float32(32.0)  # grey levels of light below which ink is not made deeper: there is hardly more than noise
_DEEPEST, _SHALLOW = 98, 0.5  # of a line's pixels the percentile that is full ink, and of its depth what is none
_SHALLOW_LINE, _SHALLOW_SOFT = 0.35, 0.3  # the same where faint ink of a line is lifted, too, and where it is softened
_LINE_PENS = 24  # pens are about as thick as this share of a line's height
_BAND = 1 << 16  # pixels that are made ink of at once: 256 KiB of them


@dataclass(frozen=True, slots=True)
class Paper:
    """What is taken for the paper of a picture: its darker tone where it is `dark`, else the lighter one.

    `tones`: those of the picture. `plain`: all of it is paper and writing, under one light; else a shadow or the desk
    may be there, and print.
    """

    tones: Tones
    dark: bool
    plain: bool

    @classmethod
    def likeliest(cls, grey: NDArray[np.uint8]) -> "Paper":
        """That of a uint8 (h, w) picture, by its looks alone."""
        tones = tell_tones(grey)
        return cls(tones, paper_is_dark(grey, tones), plain=max(grey.shape) <= CUT_OUT)

    def of(self, grey: NDArray[np.uint8]) -> "Paper":
        """The same of another uint8 (h, w) picture."""
        return replace(self, tones=tell_tones(grey))


@dataclass(frozen=True, slots=True)
class Lifted:
    """`ink`: float32 (h, w), 0 paper to 1 full ink. `faint`: even full ink hardly stands out from the paper."""

    ink: NDArray[np.float32]
    faint: bool


def lift_ink(
    grey: NDArray[np.uint8], paper: Paper | None = None, strictness: float = 1.0, around: Mask | None = None
) -> Lifted:
    """The ink of a uint8 (h, w) picture, as on evenly lit, unruled paper: on the likeliest, unless one is given.

    A picture and its negative give the same, but for ties in telling which tone is paper. With a `strictness` below 1
    more of what hardly differs from paper counts as ink. What lies `around` a sheet, (h, w), as light as it, tells
    nothing of the paper's grain and print. Raises BlankInk where nothing stands out from the paper.
    """
    paper = paper or Paper.likeliest(grey)
    tones = paper.tones
    if paper.dark:
        grey, tones = 255 - grey, tones.negative()
    thin = thinned(grey)
    sheet = np.ones(grey[thin].shape, np.bool_) if around is None else ~around[thin]
    depth, noise = _depth_and_noise(grey, tones, sheet, plain=paper.plain)
    faintest = max(FAINTEST_INK, NOISE_SIGMAS * noise)
    if depth.max() <= faintest and _is_drawn(depth):
        noise = min(noise, _noise_between(depth))
        faintest = max(FAINTEST_INK, NOISE_SIGMAS * noise, otsu(depth)[0])
    printed = Print(0.0, faintest) if paper.plain else find_print(depth[thin], faintest, sheet)
    candidates = depth[depth > printed.darkest]
    if not candidates.size:
        raise BlankInk("Nothing is written on the picture, or too faintly to be told from the paper.")
    full = percentile(candidates, 0.9)
    floor = max(min(3.0 * noise, 0.3 * full), printed.depth) * strictness
    _scale(depth, floor, full)
    ink = without_rules(trace(depth) if printed.depth else depth)
    return Lifted(ink, full < max(FAINT_INK, FAINT_SIGMAS * noise))


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


def _depth_and_noise(
    dark_ink: NDArray[np.uint8], tones: Tones, sheet: Mask, *, plain: bool
) -> tuple[NDArray[np.float32], float]:
    """How much darker than the paper around it each pixel is, in grey levels, and the deviation of that on paper.

    `sheet`: where that is, once thinned.
    """
    depth = _depth(dark_ink, tones, plain=plain)
    thin = thinned(depth)
    grainy = tones.parted < TWO_TONED and not plain  # then the threshold goes through the grain of the paper
    light = sheet if grainy else sheet & (dark_ink[thin] >= tones.threshold)
    paper = depth[thin][light if light.any() else sheet]
    level = np.float32(np.median(paper))
    noise = _noise_between(depth) if plain else 1.4826 * float(np.median(np.abs(paper - level)))
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


def _depth(dark_ink: NDArray[np.uint8], tones: Tones, *, plain: bool) -> NDArray[np.float32]:
    """How much darker than the light on the paper each pixel is, in grey levels, up to a constant.

    Even light is taken as it is. Else closing with a window wider than the pen paints the writing over and leaves light
    and shadow, with their edges. Ink takes away a share of the light: in the shadow it is made as deep as outside.
    """
    grey = dark_ink.astype(np.float32)
    shaded = not plain and is_wide(np.ascontiguousarray(dark_ink[thinned(dark_ink)]), tones.threshold)
    if plain or (tones.parted >= TWO_TONED and not shaded):
        return np.negative(grey, out=grey)
    return _below_light(dark_ink, max(grey.shape) // (_PENS if shaded else 3) | 1)


def _below_light(dark_ink: NDArray[np.uint8], window: int) -> NDArray[np.float32]:
    """The same where the light is what closing with a window of so many pixels leaves."""
    light = close(dark_ink, window, window).astype(np.float32)
    mean = light.mean()
    for rows in _bands(light):
        light[rows] = (light[rows] - dark_ink[rows]) * (mean / np.maximum(light[rows], _DARKEST))
    return light
