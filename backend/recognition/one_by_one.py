"""A doubtful number on a picture, digit by digit: the digit model, which sees each of them cut out, has a say, too."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Classifier
from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.ink import ImageInk
from backend.recognition.line import Box, DigitInLine
from backend.recognition.looks import LARGEST_LINE
from backend.recognition.normalize import Sight, look_at_all
from backend.recognition.picture_reading import PictureReading
from backend.recognition.reading import Reading, digit_in_line

_DOUBTFUL, _HARDLY_DOUBTFUL = 0.9, 0.97
"""Probabilities of a digit up to which another opinion may change it: of any, and of one that stands alone."""

_MARGIN = 0.1  # of a box's height, on each side: a box is no more exact

_SAY, _EQUAL_SAY = 0.3, 1.0
"""Weights of what the digit model says of one digit, its logarithm, beside what the network for lines says of it; the
second of a digit that stands alone.

Chosen on validation numbers with model 2.3.0+78ddda47. Of 8,000 clear ones and 2,000 on forms 7,603 and 1,542 are read
without this room, 7,625 and 1,544 with the first weight for all digits, and 7,642 and 1,544 with both; with the second
for all that have paper around them, also where the digit model doubts that they are one digit, 7,645 and 1,532.
"""

_OUTLIER = 0.02  # how improbable it must be to the digit model that what stands alone is anything but one digit

_LEAST, _UNSEEN = 1e-3, 1e-5
"""How probable the most improbable digit is to the digit model, and to the network for lines."""


def read_one_by_one(
    classifier: Classifier, grey: NDArray[np.uint8], picture: PictureReading, constraints: Constraints
) -> PictureReading:
    """Reads the digits of a single line that is not clear once more, in the places where the network saw them.

    `grey`: uint8 (h, w), what was handed in. What has a checksum stays: it was searched for as a whole.
    """
    if len(picture.lines) != 1 or picture.clear or grey.size > LARGEST_LINE or constraints.checksum != Checksum.NONE:
        return picture
    (line,) = picture.lines
    opinions = _opinions(classifier, np.rot90(grey, picture.turns), line)
    digits = tuple(_agreed(one, opinions.get(place)) for place, one in enumerate(line.digits))
    return replace(picture, lines=(_changed(line, digits),)) if opinions else picture


def cut_with_margin(picture: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """A box of an (h, w) picture with a margin, a tenth of its height; empty where nothing of it is in the picture."""
    margin = round(_MARGIN * box.height)
    across, down = ((box.x, box.right), (box.y, box.bottom))
    rows, columns = (slice(max(round(start) - margin, 0), max(round(end) + margin, 0)) for start, end in (down, across))
    return picture[rows, columns]


class _Opinion(NamedTuple):
    """(10,) the digit model's probabilities, and whether it surely sees a single digit with paper all round."""

    probabilities: NDArray[np.float32]
    alone: bool


def _opinions(classifier: Classifier, upright: NDArray[np.uint8], line: Reading) -> dict[int, _Opinion]:
    """What the digit model says of each place in the line with a doubtful digit, and ink."""
    doubtful = [place for place, digit in enumerate(line.digits) if digit.probability < _HARDLY_DOUBTFUL]
    cuts = {place: cut_with_margin(upright, line.digits[place].box) for place in doubtful}
    inked = {place: cut for place, cut in cuts.items() if cut.size}
    looks = zip(inked, look_at_all([ImageInk(cut) for cut in inked.values()]), strict=True)
    sights = {place: sight for place, sight in looks if isinstance(sight, Sight)}
    if not sights:
        return {}
    answers = classifier.classify(np.stack([sight.frame for sight in sights.values()]))
    one_digit = answers.outliers.sum(axis=1) < _OUTLIER
    alone = [sure and not sight.runs_off for sight, sure in zip(sights.values(), one_digit.tolist(), strict=True)]
    return dict(zip(sights, map(_Opinion, answers.probabilities, alone), strict=True))


def _agreed(digit: DigitInLine, opinion: _Opinion | None) -> DigitInLine:
    """What both together find most probable, if there is another opinion and the digit is doubtful enough for it."""
    if not opinion or not (opinion.alone or digit.probability < _DOUBTFUL):
        return digit
    known = {candidate.digit: candidate.probability for candidate in digit.candidates}
    rest = (1.0 - sum(known.values())) / (10 - len(known))
    first = np.array([known.get(symbol, rest) for symbol in range(10)])
    say = _EQUAL_SAY if opinion.alone else _SAY
    both = np.maximum(first, _UNSEEN) * (opinion.probabilities + _LEAST) ** say
    return digit_in_line(int(both.argmax()), both / both.sum(), digit.box, digit.strokes)


def _changed(line: Reading, digits: tuple[DigitInLine, ...]) -> Reading:
    """As probable as before, but for digits that are others now: by how much more probable they are than those were."""
    pairs = [(new, old) for new, old in zip(digits, line.digits, strict=True) if new.digit != old.digit]
    more = [new.probability / max(old.probability, _UNSEEN) for new, old in pairs]
    return replace(line, digits=digits, probability=min(line.probability * float(np.prod(more)), 1.0))
