"""Untrusted bytes to a grey picture, and pictures to another size. The only user of Pillow."""

import io
import warnings
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from backend.recognition.errors import ImageTooLarge, UnreadableImage, UnsupportedImage
from backend.recognition.ink import ImageInk

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")

WORKING_SIDE = 1024
"""Pixels. Larger pictures are reduced to it: a digit a twentieth as tall is then still 50 pixels high."""

_CLEAR = 0.2  # of a picture that must be transparent for it to be its paper

# What Pillow thinks of the files of strangers is no news, and Python would remember each wording of it for ever.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
# Process-wide, as Python's warning filters are: a picture that makes Pillow suspicious is never decoded.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def decode(data: bytes, *, max_pixels: int = 25_000_000) -> ImageInk:
    """The first frame of a picture, turned as its EXIF says, on white where it is transparent, in grey.

    Raises UnsupportedImage, ImageTooLarge (judged by the header, before a pixel is decoded) or UnreadableImage.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > max_pixels:
                raise ImageTooLarge(
                    f"The image is {image.width} x {image.height} pixels; at most {max_pixels} in all are read."
                )
            longer_side = max(image.size)  # before a decoder that halves its picture changes it
            grey = _grey(image)
            return ImageInk(grey, longer_side / max(grey.shape))
    except UnidentifiedImageError:
        raise UnsupportedImage(f"The file is no image of a format read here: {', '.join(FORMATS)}.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageTooLarge(f"The image is far larger than the {max_pixels} pixels that are read.") from None
    except ImageTooLarge:
        raise
    except Exception as error:  # a decoder fed with damaged bytes raises nearly anything, struct.error to TypeError
        raise UnreadableImage(f"The image is damaged or cut short ({error}).") from error


def resize(picture: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """float32 (h, w) to (height, width): linear when growing, a triangle as wide as needed when shrinking.

    The same size returns the same values; shrinking weighs every pixel, so thin lines fade and never vanish. Not by
    products of matrices: numpy's would take the threads by which other requests are answered.
    """
    if picture.shape == (height, width):
        return picture
    return np.array(Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR))


def encode_png(grey: NDArray[np.uint8]) -> bytes:
    """A uint8 (height, width) picture as a PNG file."""
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "PNG")
    return file.getvalue()


def _grey(image: Image.Image) -> NDArray[np.uint8]:
    image.draft("L", (WORKING_SIDE, WORKING_SIDE))  # a JPEG decoder can halve its picture while it decodes
    if image.mode.startswith(("I", "F")):
        return np.asarray(_reduce(_eight_bit(_upright(image))))
    mode = "RGBA" if image.has_transparency_data else "L"
    small = _upright(_reduce(image if image.mode == mode else image.convert(mode)))
    return _on_white(small) if mode == "RGBA" else np.asarray(small)


def _reduce(image: Image.Image) -> Image.Image:
    image.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; as it is where the EXIF cannot be read: the picture may be all right."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # whatever a parser raises on damaged bytes
        return image


def _eight_bit(image: Image.Image) -> Image.Image:
    """16-bit grey by the bits that are in use: scanners store 10 or 12 of them in 16. 32-bit and float pictures, whose
    range nobody knows, by their own."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if image.mode.startswith("I;16"):
        low, high = 0.0, max(2.0 ** np.ceil(np.log2(high + 1.0)), 256.0) - 1.0
    scaled = (values - low) * (255.0 / max(high - low, 1.0))
    return Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8))


def _on_white(image: Image.Image) -> NDArray[np.uint8]:
    """Composites on white paper. White ink that would vanish there is read from the alpha channel alone."""
    opacity = np.asarray(image.getchannel("A"))
    white = Image.new("RGBA", image.size, "white")
    grey = np.asarray(Image.alpha_composite(white, image).convert("L"))
    paper_is_clear = (opacity < 128).mean() > _CLEAR
    all_in_alpha = paper_is_clear and int(np.ptp(grey)) < int(np.ptp(opacity)) // 8
    return cast(NDArray[np.uint8], 255 - opacity if all_in_alpha else grey)
