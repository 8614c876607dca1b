import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from backend.recognition import images
from backend.recognition.errors import ImageTooLarge, InkError, UnreadableImage, UnsupportedImage

SLOPE = np.tile(np.arange(0, 240, 6, dtype=np.uint8), (24, 1))  # (24, 40)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def decoded(image: Image.Image, form: str = "PNG", **options: object) -> NDArray[np.uint8]:
    return images.decode(encoded(image, form, **options)).grey


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "GIF"])
def test_lossless_formats_come_back_as_they_were(form: str) -> None:
    assert np.array_equal(decoded(Image.fromarray(SLOPE), form), SLOPE)


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_lossy_formats_come_back_nearly(form: str) -> None:
    assert np.abs(decoded(Image.fromarray(SLOPE), form, quality=95).astype(int) - SLOPE).max() < 16


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "CMYK", "I;16", "I", "F"])
def test_every_mode_gives_the_same_grey(mode: str) -> None:
    grey = Image.fromarray(SLOPE)
    if mode == "I;16":
        image = Image.fromarray(SLOPE.astype(np.uint16) * 257)
    elif mode in {"I", "F"}:
        image = Image.fromarray((SLOPE - np.float32(0)) * (255 / 234)).convert(mode)
    else:
        image = grey.convert(mode)
    found = decoded(image, "TIFF" if mode in {"CMYK", "I", "F"} else "PNG")
    expected = SLOPE * (255 / 234) if mode in {"I", "F"} else SLOPE
    assert np.abs(found - expected).max() <= 3


def test_one_bit_pictures_are_black_and_white() -> None:
    assert set(np.unique(decoded(Image.fromarray(SLOPE).convert("1")))) == {0, 255}


def test_a_float_picture_that_holds_no_number_is_read_all_the_same() -> None:
    image = Image.fromarray(np.array([[np.nan, np.inf], [0.0, 1.0]], np.float32))
    assert decoded(image, "TIFF").shape == (2, 2)


def test_exif_turns_the_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    assert decoded(Image.fromarray(SLOPE), "JPEG", exif=exif).shape == (40, 24)


@pytest.mark.parametrize("ink", ["black", "white"])
def test_ink_on_transparent_paper_is_seen(ink: str) -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0) if ink == "black" else (255, 255, 255, 0))
    image.paste(ink, (8, 2, 12, 18))
    grey = decoded(image)
    assert (grey[2:18, 8:12] == 0).all()
    assert grey[0, 0] == 255


def test_large_pictures_are_reduced() -> None:
    assert decoded(Image.new("L", (3000, 1500))).shape == (512, 1024)


def png_without_pixels(width: int, height: int) -> bytes:
    """The header of a PNG of that size, and no more."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + header + struct.pack(">I", zlib.crc32(header)) + b"\0\0\0\0IDAT"


def test_pixels_beyond_the_limit_are_refused_by_the_header_alone() -> None:
    with pytest.raises(ImageTooLarge, match="6000 x 5000 pixels; at most 25000000"):
        images.decode(png_without_pixels(6000, 5000))


@pytest.mark.parametrize("side", [10_000, 60_000])  # where Pillow warns, and where it raises
def test_pillows_own_alarm_is_the_same_refusal(side: int) -> None:
    with pytest.raises(ImageTooLarge):
        images.decode(png_without_pixels(side, side))


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\0" * 99])
def test_what_is_no_image_is_unsupported(data: bytes) -> None:
    with pytest.raises(UnsupportedImage, match="PNG, JPEG, WEBP, BMP, GIF, TIFF"):
        images.decode(data)


def test_a_format_outside_the_list_is_unsupported() -> None:
    with pytest.raises(UnsupportedImage):
        images.decode(encoded(Image.fromarray(SLOPE), "PPM"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_half_a_file_is_unreadable(form: str) -> None:
    data = encoded(Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64), dtype=np.uint8)), form)
    with pytest.raises(UnreadableImage):
        images.decode(data[: len(data) // 2])


SAMPLES = {form: encoded(Image.fromarray(SLOPE).convert("RGB"), form) for form in images.FORMATS}


@settings(max_examples=300)
@given(
    form=st.sampled_from(images.FORMATS),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 400),
)
def test_damaged_files_raise_nothing_but_ink_errors(form: str, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SAMPLES[form])
    for place, value in changes:
        data[place % len(data)] = value
    try:
        grey = images.decode(bytes(data[: len(data) - cut])).grey
    except InkError:
        return
    assert grey.dtype == np.uint8
    assert grey.ndim == 2


def test_a_frame_survives_png() -> None:
    frame = np.random.default_rng(1).integers(0, 256, (28, 28), dtype=np.uint8)
    assert np.array_equal(images.decode(images.encode_png(frame)).grey, frame)


def test_the_working_side_bounds_what_decoding_returns() -> None:
    assert max(decoded(Image.new("RGBA", (5000, 7), "red")).shape) == images.WORKING_SIDE


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_a_broken_exif_block_does_not_spoil_the_picture(form: str) -> None:
    data = encoded(Image.fromarray(SLOPE), form, exif=b"Exif\0\0garbage")
    assert images.decode(data).grey.shape == SLOPE.shape


@pytest.mark.parametrize("bits", [10, 12, 14, 16])
def test_scans_of_fewer_bits_in_sixteen_keep_their_contrast(bits: int) -> None:
    full = 2**bits - 1
    image = Image.fromarray(np.array([[0, full], [full, 0]], np.uint16))
    assert decoded(image).tolist() == [[0, 255], [255, 0]]


def test_a_single_transparent_pixel_is_not_the_writing() -> None:
    pixels = np.full((40, 40, 4), 255, np.uint8)
    pixels[10:30, 18:22, :3] = 235
    pixels[0, 0, 3] = 0
    grey = decoded(Image.fromarray(pixels))
    assert grey[20, 20] == 235
    assert grey[0, 0] == 255


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 40), st.integers(1, 40))
def test_a_flat_picture_stays_flat(height: int, width: int, new_height: int, new_width: int) -> None:
    small = images.resize(np.full((height, width), 0.7, np.float32), new_height, new_width)
    assert small.shape == (new_height, new_width)
    assert np.allclose(small, 0.7, atol=1e-5)


def test_the_same_size_is_the_same_picture() -> None:
    picture = np.random.default_rng(0).random((20, 17), np.float32)
    assert np.array_equal(images.resize(picture, 20, 17), picture)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 40))
def test_a_side_that_keeps_its_length_changes_nothing(height: int, width: int, new: int) -> None:
    picture = np.random.default_rng(height * width).random((height, width), np.float32)
    assert np.array_equal(images.resize(picture, height, new)[:1], images.resize(picture[:1], 1, new))
    assert np.array_equal(images.resize(picture, new, width)[:, :1], images.resize(picture[:, :1], new, 1))


def triangles(row: NDArray[np.float64], new: int) -> NDArray[np.float64]:
    """What `resize` says it does, pixel by pixel."""
    scale, made = len(row) / new, []
    for index in range(new):
        far = np.abs((index + 0.5) * scale - 0.5 - np.arange(len(row))) / max(scale, 1.0)
        made.append(np.average(row, weights=np.maximum(1.0 - far, 0.0)))
    return np.array(made)


@pytest.mark.parametrize(("old", "new"), [(900, 700), (700, 900), (5000, 600), (90, 1000), (257, 513), (3000, 256)])
def test_each_pixel_is_the_mean_of_a_triangle(old: int, new: int) -> None:
    row = np.random.default_rng(old).random(old)
    picture = np.tile(row.astype(np.float32), (3, 1))
    assert np.allclose(images.resize(picture, 3, new), triangles(row, new), atol=1e-5)
    assert np.allclose(images.resize(picture.T, new, 3).T, triangles(row, new), atol=1e-5)


def test_a_thin_line_fades_but_never_vanishes() -> None:
    for column in range(400):
        picture = np.zeros((4, 400), np.float32)
        picture[:, column] = 1.0
        assert images.resize(picture, 4, 20).max() > 0.02
