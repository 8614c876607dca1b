"""Letters as fonts print them: those that matplotlib brings along, so that nothing need be fetched."""

from functools import cache
from pathlib import Path

import cv2
import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

LETTERS = "ACDEFGHJKLMNPQRTUVWXYacdefhkmnprtuvwxyÄÇÉÑÜæñþΓΔΛΞΠΣΨΩαεζηλμπρχψωДЖИЛЦЩЮЯжилцшыюя&@#%?!¶€£¥+=±"
"""Without those that are printed as a digit is written: see `letters`."""

_WITHOUT_ACCENTS = ("cmr10", "cmb10", "cmss10", "cmtt10", "cmmi10")  # TeX's, with its own order beyond A to z
_FONTS = (
    *_WITHOUT_ACCENTS,
    *(f"DejaVuSans{style}" for style in ("", "-Bold", "-BoldOblique", "-Oblique", "Mono", "Mono-Bold")),
    *(f"DejaVuSerif{style}" for style in ("", "-Bold", "-BoldItalic", "-Italic")),
    *(f"STIXGeneral{style}" for style in ("", "Bol", "BolIta", "Italic")),
)
_SHEET = 64


def printed_letter(rng: np.random.Generator) -> NDArray[np.uint8]:
    """One letter, light on black: uint8 (64, 64). Some fill it, some stand in the middle of it."""
    name = _FONTS[rng.integers(len(_FONTS))]
    letters = [letter for letter in LETTERS if _is_plain(letter) or name not in _WITHOUT_ACCENTS]
    font = _font(name, int(rng.integers(28, 84)))
    sheet = Image.new("L", (_SHEET, _SHEET))
    pencil = ImageDraw.Draw(sheet)
    outline = int(rng.integers(0, 5)) if rng.random() < 0.3 else 0  # fattens the letter
    pencil.text((_SHEET / 2, _SHEET / 2), letters[rng.integers(len(letters))], 255, font, "mm", stroke_width=outline)
    letter = np.asarray(sheet, dtype=np.uint8)
    if rng.random() < 0.3:
        letter = _cut_anew(letter, rng)
    return _inked(letter, rng) if rng.random() < 0.25 else letter


def _is_plain(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _cut_anew(letter: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """With only its upright strokes or only its level ones fatter or finer, as one designer's letters differ."""
    length = int(rng.integers(2, 7))
    kernel = np.ones((1, length) if rng.random() < 0.5 else (length, 1), np.uint8)
    change = cv2.dilate if rng.random() < 0.6 else cv2.erode
    return np.asarray(change(letter, kernel), dtype=np.uint8)


def _inked(letter: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """As an outline, in dots, or in stripes, as fonts for headlines have it."""
    kind = rng.integers(3)
    if kind == 0:
        return np.asarray(cv2.morphologyEx(letter, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    y, x = np.mgrid[0:_SHEET, 0:_SHEET]
    beat = int(rng.integers(3, 8))
    shown = (x % beat < beat - 1) & (y % beat < beat - 1) if kind == 1 else (x + y) % beat < beat - 1
    return np.where(shown, letter, 0).astype(np.uint8)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"), size)
