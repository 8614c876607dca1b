"""Pictures as files, to upload."""

import io

import numpy as np
from PIL import Image, ImageDraw


def picture(side: int = 64, kind: str = "PNG") -> bytes:
    """A black stroke on white."""
    image = Image.new("L", (side, side), 255)
    ImageDraw.Draw(image).line((side // 4, side // 4, side // 2, 3 * side // 4), fill=0, width=max(1, side // 10))
    return file_of(image, kind)


def blank_picture() -> bytes:
    """White paper."""
    return file_of(Image.new("L", (64, 64), 255))


def two_pale_strokes() -> bytes:
    """Side by side, hardly darker than their paper."""
    strokes = np.full((80, 160), 255, np.uint8)
    strokes[20:60, 30:36] = strokes[20:60, 110:116] = 235
    return file_of(Image.fromarray(strokes))


def file_of(image: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()
