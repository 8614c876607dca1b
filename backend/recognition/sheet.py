"""A sheet of paper that lies on something darker: where it is on a photo, and the photo as if it were all of it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from backend.recognition.components import Mask, find_components
from backend.recognition.images import resize
from backend.recognition.morphology import close, dilate
from backend.recognition.otsu import otsu

PAGES_ASPECT = 2.0
"""A picture that is more times as high as wide is cut out along a digit, a wider one along a line: there is no desk."""

_LARGE, _FULL, _BLANK = 0.1, 0.6, 0.5  # of a picture, of the box around it, of itself: a sheet is as large and empty

_SIDE = 128  # pixels of the longer side are enough to find a sheet
_WRITING = 7  # of these pixels: lines of writing are mostly narrower, sheets wider
_LEAST, _MOST = 0.12, 0.97  # of the picture that a sheet covers
_CONVEX = 0.95  # of what lies between the ends of its rows, and of its columns: it may be seen aside, or be in shadow
_DARKER = 0.8  # times as light as the sheet is what it lies on, at most
_ALIKE = 0.05  # of the picture: sheets that differ by no more are the same
_EDGE = 5  # of these pixels: within so many the edge of the sheet lies, and its shadow


def looks_like_a_sheet(writing: Mask) -> bool:
    """Whether the largest piece of what would be writing, (h, w), is as large and as full as a sheet, and as blank."""
    sheet = _largest(writing)
    area, extents = np.count_nonzero(sheet), [np.flatnonzero(sheet.any(axis=axis)) for axis in (0, 1)]
    if not area:
        return False
    box = float(np.prod([places[-1] + 1 - places[0] for places in extents]))
    blank = np.count_nonzero(writing & sheet) >= _BLANK * area
    return bool(blank and area >= _FULL * box and box >= _LARGE * writing.size)


def sheets(grey: NDArray[np.uint8]) -> Iterator[tuple[NDArray[np.uint8], Mask]]:
    """A uint8 (h, w) picture as each sheet that may lie on it would look alone, what is around it made as light; and
    where that is.

    More than one where a shadow falls on it: with what lies in the shadow, and without.
    """
    scale = _SIDE / max(grey.shape)
    height, width = (max(round(side * scale), 1) for side in grey.shape)
    light = close(resize(grey.astype(np.float32), height, width).astype(np.uint8), _WRITING, _WRITING)
    middle, _ = otsu(light)
    found: list[Mask] = []
    for part in (light[light <= middle], light, light[light > middle]):
        if not part.size:
            continue
        sheet = _largest(light > otsu(part)[0])
        if not _is_sheet(sheet, light) or any((sheet != other).mean() < _ALIKE for other in found):
            continue
        found.append(sheet)
        inner = ~dilate(~sheet, _EDGE, _EDGE)
        if not inner.any():
            continue
        rows, columns = (np.arange(side) * small // side for side, small in zip(grey.shape, inner.shape, strict=True))
        around = ~inner[rows[:, np.newaxis], columns]
        yield np.where(around, np.uint8(np.median(light[inner])), grey), around


def _largest(mask: Mask) -> Mask:
    """The largest piece, its holes filled."""
    pieces = find_components(mask)
    if not len(pieces.areas):
        return mask
    outside = find_components(np.pad(pieces.labels != int(np.argmax(pieces.areas)) + 1, 1, constant_values=True))
    return np.asarray(outside.labels != outside.labels[0, 0])[1:-1, 1:-1]


def _is_sheet(sheet: Mask, light: NDArray[np.uint8]) -> bool:
    if not _LEAST <= sheet.mean() <= _MOST:
        return False
    if np.count_nonzero(sheet) < _CONVEX * max(_between_ends(sheet), _between_ends(sheet.T)):
        return False
    return bool(np.median(light[~sheet]) < _DARKER * np.median(light[sheet]))


def _between_ends(sheet: Mask) -> int:
    """How many pixels lie between the ends of each row."""
    rows = sheet[sheet.any(axis=1)]
    return int((rows.shape[1] - rows[:, ::-1].argmax(axis=1) - rows.argmax(axis=1)).sum())
