"""Letters as fonts print them: those that matplotlib brings along, so that nothing need be fetched."""

from functools import cache
from pathlib import Path

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
    return np.asarray(sheet, dtype=np.uint8)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"), size)
