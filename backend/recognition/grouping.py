"""Neighbouring pieces of a line that may be one digit, and how probable each digit is in them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Answers
from backend.recognition.lattice import NOTHING, Lattice
from backend.recognition.layout import Boxes, around, digit_height
from backend.recognition.strokes import SMALLEST_EXTENT

Group = tuple[int, ...]
"""Pieces, in the order of their line."""

SMALL = 0.28
"""Of the line's height: lower ink is a dot, a bar or a comma, if it is not much wider than that either."""

_MOST = 4  # strokes of a digit
_NARROW = 0.45  # of the line's height: a small piece is no wider; a dash is lower than SMALL
_WIDEST = 1.7  # digits' heights: no digit is wider
_LOOSE = 0.4  # of a digit's height: so far apart the pieces of one digit may stand
_LOW = 0.4  # of the line's height: a digit lower than that is the less probable the lower
_STEEP = 6.0  # by how much a logarithm falls for each e-fold that a digit is lower
_TALL = 0.6  # of the line's height: lower pieces may be a digit's bar
_SEPARATOR = np.log(0.9)  # that small ink which stands apart is read as nothing
_BAR = np.log(0.01)  # that small ink above, below or on a taller piece is
_SKIP = np.log(0.001)  # that ink of a digit's size is, on top of its being no digit
_LEAST = 1e-7  # probabilities below it are noise


def groups(boxes: Boxes, line: Sequence[int]) -> list[Group]:
    """Each piece alone, and up to _MOST neighbours that together are not too wide and stand close to each other."""
    height = digit_height(boxes[list(line)])
    return [group for start in range(len(line)) for group in _starting(boxes, line[start : start + _MOST], height)]


def lattice_of(boxes: Boxes, line: Sequence[int], found: Sequence[Group], answers: Answers) -> Lattice:
    """The lattice of a line from what the model says of each group, in the order of `groups`."""
    place = {piece: index for index, piece in enumerate(line)}
    starts = np.array([place[group[0]] for group in found])
    ends = np.array([place[group[-1]] + 1 for group in found])
    height = max(digit_height(boxes[list(line)]), SMALLEST_EXTENT)
    sizes = np.array([_size(boxes[list(group)]) for group in found]) / height
    large = (sizes[:, 1] >= SMALL) & (sizes.max(axis=1) >= _NARROW)
    scores = _digit_scores(sizes, answers)
    for index in (index for index, group in enumerate(found) if len(group) == 1):
        no_digit = _SKIP + np.log(max(float(answers.outliers[index, 0]), _LEAST))
        apart = _stands_apart(boxes[found[index][0]], boxes[list(line)], height)
        scores[index, NOTHING] = no_digit if large[index] else _SEPARATOR if apart else _BAR
    return Lattice(starts, ends, scores, large, len(line))


def _starting(boxes: Boxes, following: Sequence[int], height: float) -> list[Group]:
    left, _, right, _ = boxes[following[0]]
    found: list[Group] = [(following[0],)]
    for count, piece in enumerate(following[1:], 2):
        if boxes[piece, 0] - right > _LOOSE * height:
            break
        left, right = min(left, boxes[piece, 0]), max(right, boxes[piece, 2])
        if right - left > _WIDEST * height:
            break
        found.append(tuple(following[:count]))
    return found


def _digit_scores(sizes: NDArray[np.float64], answers: Answers) -> NDArray[np.float64]:
    """(m, 11) logarithms of each digit. `sizes`: (m, 2) width and height, in heights of the line's digits."""
    one_digit = np.log(np.maximum(1.0 - answers.outliers.sum(axis=1), _LEAST))
    low = -_STEEP * np.maximum(np.log(_LOW / np.maximum(sizes[:, 1], 1e-3)), 0.0)
    scores = np.full((len(sizes), NOTHING + 1), -np.inf)
    scores[:, :NOTHING] = np.log(np.maximum(answers.probabilities, _LEAST)) + (one_digit + low)[:, np.newaxis]
    return scores


def _size(boxes: Boxes) -> tuple[float, float]:
    left, top, right, bottom = around(boxes)
    return right - left, bottom - top


def _stands_apart(box: NDArray[np.float64], line: Boxes, height: float) -> bool:
    """Whether at least half of a piece's width has no tall piece above or below it."""
    tall = line[line[:, 3] - line[:, 1] >= _TALL * height]
    shared = np.minimum(tall[:, 2], box[2]) - np.maximum(tall[:, 0], box[0])
    return not (shared >= 0.5 * (box[2] - box[0])).any()
