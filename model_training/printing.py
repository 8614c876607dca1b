"""Letters as fonts print them: those that matplotlib brings along, so that nothing need be fetched."""

from functools import cache
from pathlib import Path

import cv2
import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

LETTERS = "ACEFHJKLMNPRTUVWXYacdefhkmnprtuvwxyÄÇÉÑÜæñþΓΔΛΞΠΣΨΩαεζηλμπρχψωДЖИЛЦЩЮЯжилцшыюя&@#%?!¶€£¥+=±"
"""Without those that are printed as a digit is written: see `letters`."""

_FONTS = (
    *(f"DejaVuSans{style}" for style in ("", "-Bold", "-BoldOblique", "-Oblique", "Mono", "Mono-Bold")),
    *(f"DejaVuSerif{style}" for style in ("", "-Bold", "-BoldItalic", "-Italic")),
    *(f"STIXGeneral{style}" for style in ("", "Bol", "BolIta", "Italic")),
)
_SHEET = 64


def printed_letter(rng: np.random.Generator) -> NDArray[np.uint8]:
    """One letter, light on black: uint8 (64, 64). Some fill it, some stand in the middle of it."""
    font = _font(_FONTS[rng.integers(len(_FONTS))], int(rng.integers(28, 84)))
    sheet = Image.new("L", (_SHEET, _SHEET))
    pencil = ImageDraw.Draw(sheet)
    outline = int(rng.integers(0, 5)) if rng.random() < 0.3 else 0  # fattens the letter
    pencil.text((_SHEET / 2, _SHEET / 2), LETTERS[rng.integers(len(LETTERS))], 255, font, "mm", stroke_width=outline)
    letter = np.asarray(sheet, dtype=np.uint8)
    return _inked(letter, rng) if rng.random() < 0.25 else letter


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
