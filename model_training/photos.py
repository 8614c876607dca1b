"""Writing as people photograph it, made up: on a sheet of paper on a desk, in uneven light, by a phone."""

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.recognition.ink import ImageInk
from model_training.lines.shapes import thinned
from model_training.mnist import Digits
from model_training.numbers import Frame, text_of, trimmed, write_row
from model_training.scans import Scans

Grey = NDArray[np.float64]
Corners = NDArray[np.float32]
"""(4, 2) x and y, clockwise from the upper left."""

_CLOSE_UPS = 0.25  # of the photos show nothing but the sheet
_RULED, _LIGHT_DESKS, _SHADOWED = 0.3, 0.2, 0.4  # of the sheets, desks and photos
_BALLPOINTS = 0.5  # of the digits are written half as thick
_HEIGHT = 168  # pixels of the sheet are as much as the writing is high, or two lines of several: it stays smooth
_SHARE, _SHARE_OF_PAGES = (0.25, 0.5), (0.4, 0.8)  # of the sheet's height or width, whichever is more, the ink fills
_ALIKE, _GAPS, _INDENT = 0.07, (0.3, 1.2), 0.5  # of a line's height: others differ by, lie below, and begin later
_INDENTED = 0.5  # of the lines of a page begin later
_LINE = 2  # of these a printed line is thick


def photographed_digits(digits: Digits, count: int, rng: np.random.Generator) -> Scans:
    """Photos of so many of the digits, one on each."""
    chosen = rng.integers(len(digits), size=count)
    frames = [thinned(frame) if rng.random() < _BALLPOINTS else frame for frame in digits.frames[chosen]]
    return [ImageInk(photographed(frame, rng)) for frame in frames], digits.labels[chosen]


def photographed_numbers(digits: Digits, count: int, rng: np.random.Generator) -> tuple[list[ImageInk], list[str]]:
    """Photos of so many numbers of 2 to 6 of the digits, one on each, and what they say."""
    rows = [rng.integers(len(digits), size=rng.integers(2, 7)) for _ in range(count)]
    written = [write_row([digits.frames[index] for index in row], rng)[0] for row in rows]
    texts = [text_of(digits, row) for row in rows]
    return [ImageInk(photographed(ink, rng)) for ink in written], texts


def photographed_pages(
    digits: Digits, count: int, rng: np.random.Generator
) -> tuple[list[ImageInk], list[tuple[str, ...]]]:
    """Photos of so many sheets with 2 to 5 numbers below each other, as above, and what they say."""
    inks, texts = [], []
    for _ in range(count):
        rows = [rng.integers(len(digits), size=rng.integers(2, 7)) for _ in range(rng.integers(2, 6))]
        page = write_page([write_row([digits.frames[index] for index in row], rng)[0] for row in rows], rng)
        inks.append(ImageInk(photographed(page, rng, len(rows))))
        texts.append(tuple(text_of(digits, row) for row in rows))
    return inks, texts


def write_page(rows: list[Frame], rng: np.random.Generator) -> Frame:
    """So many lines below each other, light on black, about equally high; about half begin at the left edge."""
    heights = np.rint(_HEIGHT / 2 * np.exp(rng.normal(0.0, _ALIKE, len(rows)))).astype(int)
    lines = [
        cv2.resize(ink, (round(ink.shape[1] * height / len(ink)), height), interpolation=cv2.INTER_CUBIC)
        for ink, height in zip(map(trimmed, rows), heights, strict=True)
    ]
    lefts = (rng.uniform(0.0, _INDENT * _HEIGHT / 2, len(rows)) * (rng.random(len(rows)) < _INDENTED)).astype(int)
    gaps = np.append(0, rng.uniform(*_GAPS, len(rows) - 1) * _HEIGHT / 2).astype(int)
    tops = np.cumsum(gaps) + np.cumsum(heights) - heights
    width = max(left + line.shape[1] for left, line in zip(lefts, lines, strict=True))
    page = np.zeros((tops[-1] + heights[-1], width), np.uint8)
    for line, left, top in zip(lines, lefts, tops, strict=True):
        page[top : top + len(line), left : left + line.shape[1]] = line
    return page


def photographed(ink: Frame, rng: np.random.Generator, lines: int = 1) -> Frame:
    """A photo, uint8 (h, w) with a longer side of 400 to 1,000 pixels, of a sheet with (h, w) ink, light on black.

    The ink, so many lines, fills 0.25 to 0.5 of the sheet's height or width, whichever is more, several lines 0.4 to
    0.8; of the photo the sheet fills about half or more.
    """
    aspect, long = np.exp(rng.uniform(-0.4, 0.4)), rng.integers(400, 1001)
    height, width = (max(round(long * min(side, 1.0)), 1) for side in (1.0 / aspect, aspect))
    corners = _corners(height, width, rng)
    right, down = (float(np.linalg.norm(corners[place] - corners[0])) for place in (1, 3))
    writing = _on_sheet(ink, down / right, rng, lines)
    rows, columns = writing.shape
    flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    laid = cv2.getPerspectiveTransform(flat, corners)
    darkness = cv2.warpPerspective(writing, laid, (width, height), flags=cv2.INTER_AREA)
    visible = cv2.warpPerspective(np.ones_like(writing), laid, (width, height), flags=cv2.INTER_LINEAR)
    sheet = rng.uniform(170.0, 250.0) * (1.0 - darkness)
    return _exposed((visible * sheet + (1.0 - visible) * _desk(height, width, rng)) * _light(height, width, rng), rng)


def _on_sheet(ink: Frame, aspect: float, rng: np.random.Generator, lines: int) -> Grey:
    """A sheet so many times as high as wide, with the ink somewhere near its middle, some ruled or squared; 0 paper to
    1 black."""
    inked = trimmed(ink)
    height = max(lines * _HEIGHT // 2, _HEIGHT)
    size = (round(height * inked.shape[1] / inked.shape[0]), height)
    writing = cv2.resize(inked, size, interpolation=cv2.INTER_CUBIC) / 255.0 * rng.uniform(0.45, 0.9)
    rows, columns = writing.shape
    wide = max(rows / aspect, columns) / rng.uniform(*(_SHARE if lines == 1 else _SHARE_OF_PAGES))
    sheet = np.zeros((round(wide * aspect), round(wide)))
    if rng.random() < _RULED:
        apart, dark = round(rows / lines * rng.uniform(0.2, 0.8)), rng.uniform(0.08, 0.25)
        sheet[np.arange(len(sheet)) % apart < _LINE] = dark
        if rng.random() < 0.5:
            sheet[:, np.arange(sheet.shape[1]) % apart < _LINE] = dark
    room = np.array(sheet.shape) - writing.shape
    top, left = (room * rng.uniform(0.35, 0.65, 2)).astype(int)
    place = sheet[top : top + rows, left : left + columns]
    np.maximum(place, writing, out=place)
    return sheet


def _corners(height: int, width: int, rng: np.random.Generator) -> Corners:
    """Where those of the sheet are in the photo: turned a little, seen from a little aside; of close-ups outside."""
    close_up = rng.random() < _CLOSE_UPS
    left, top, right, bottom = -rng.uniform(0.02, 0.2, 4) if close_up else rng.uniform(-0.1, 0.25, 4)
    box = np.array([(left, top), (1 - right, top), (1 - right, 1 - bottom), (left, 1 - bottom)])
    turn = np.radians(rng.normal(0.0, 3.0))
    turned = (box - 0.5) @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + 0.5
    aside = rng.normal(0.0, 0.01, (4, 2))
    return np.asarray((turned + aside) * (width, height), np.float32)


def _desk(height: int, width: int, rng: np.random.Generator) -> Grey:
    """Darker than paper, but for some; with grain, some of it along the wood."""
    base = rng.uniform(120.0, 170.0) if rng.random() < _LIGHT_DESKS else rng.uniform(25.0, 110.0)
    grain = rng.normal(0.0, 1.0, (height, width))
    along = cv2.GaussianBlur(grain, (0, 0), sigmaX=rng.uniform(0.8, 40.0), sigmaY=rng.uniform(0.8, 3.0))
    return np.asarray(base + along / max(float(along.std()), 1e-9) * rng.uniform(1.0, 10.0))


def _light(height: int, width: int, rng: np.random.Generator) -> Grey:
    """Shares of full light: it falls off to a side and to the corners, and something casts a shadow, sharp or soft."""
    y, x = np.mgrid[-1.0 : 1.0 : height * 1j, -1.0 : 1.0 : width * 1j]
    angle = rng.uniform(0.0, 2 * np.pi)
    light = 1.0 - rng.uniform(0.0, 0.15) * (np.cos(angle) * x + np.sin(angle) * y + 1.0) / 2
    light -= rng.uniform(0.0, 0.1) * (x * x + y * y) / 2
    if rng.random() < _SHADOWED:
        angle, sharp = rng.uniform(0.0, 2 * np.pi), np.exp(rng.uniform(np.log(3.0), np.log(100.0)))
        beyond = np.cos(angle) * x + np.sin(angle) * y - rng.uniform(-0.8, 0.8)
        light *= 1.0 - rng.uniform(0.2, 0.5) / (1.0 + np.exp(-np.clip(sharp * beyond, -50.0, 50.0)))
    return np.asarray(light)


def _exposed(scene: Grey, rng: np.random.Generator) -> Frame:
    """As a phone keeps it: a little out of focus, noisy, as JPEG."""
    soft = cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.4, 1.2)) + rng.normal(0.0, rng.uniform(1.0, 4.0), scene.shape)
    grey = np.rint(np.clip(soft, 0.0, 255.0)).astype(np.uint8)
    _, coded = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(60, 96))])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
