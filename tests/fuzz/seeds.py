"""Small pictures in every format that is read, in the dialects that Pillow writes."""

import io
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

SIDE = 40


def seeds() -> dict[str, list[bytes]]:
    """For each format several files of a seven."""
    grey = _seven()
    colour, clear, deep = (
        grey.convert("RGB"),
        grey.convert("RGBA"),
        Image.fromarray(np.asarray(grey).astype("uint16") * 257),
    )
    clear.putalpha(grey.point(lambda value: 255 - value))
    palette, binary = colour.quantize(7), grey.convert("1")
    turned = Image.Exif()
    turned[0x0112] = 6
    return {
        "PNG": [_file(one, "PNG") for one in (grey, colour, clear, palette, binary, deep)]
        + [_file(grey, "PNG", exif=turned)],
        "JPEG": [
            _file(grey, "JPEG"),
            _file(colour, "JPEG", progressive=True, exif=turned),
            _file(colour.convert("CMYK"), "JPEG", subsampling=2),
        ],
        "WEBP": [
            _file(colour, "WEBP"),
            _file(clear, "WEBP", lossless=True),
            _file(colour, "WEBP", save_all=True, append_images=[clear]),
        ],
        "BMP": [_file(one, "BMP") for one in (grey, colour, clear, palette, binary)],
        "GIF": [
            _file(palette, "GIF"),
            _file(palette, "GIF", transparency=0),
            _file(palette, "GIF", save_all=True, append_images=[palette.rotate(90)]),
        ],
        "TIFF": [
            *(_file(one, "TIFF") for one in (grey, clear, deep, grey.convert("F"), grey.convert("I"))),
            *(_file(grey, "TIFF", compression=name) for name in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")),
            _file(binary, "TIFF", compression="group4"),
            _file(colour, "TIFF", save_all=True, append_images=[grey]),
        ],
    }


def _seven() -> Image.Image:
    image = Image.new("L", (SIDE, SIDE), 255)
    ImageDraw.Draw(image).line([(10, 10), (30, 10), (18, 32)], fill=0, width=3)
    return image


def _file(image: Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401 - each format has its own
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
