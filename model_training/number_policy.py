"""How sure the service is of a number, and from when on it accepts one: fitted on numbers of validation digits.

Odds are calibrated after Platt, Probabilistic outputs for support vector machines, 1999; the limit is set as in
`policy`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from backend.recognition.candidate import rounded
from backend.recognition.card import NumberPolicies, NumberPolicy
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, Ink, StrokeInk
from backend.recognition.reader import NumberReader, calibrated
from backend.recognition.reading import log_odds
from model_training.datasets import PenDigit
from model_training.forms import form_hands, form_numbers
from model_training.held_out import HeldOut
from model_training.mnist import Digits
from model_training.numbers import pen_numbers, picture_numbers
from model_training.penmanship import write
from model_training.policy import CONFIDENCE, guaranteed_risk

PEN_RISK, PICTURE_RISK = 0.016, 0.02
"""Of the accepted numbers, the shares that may be wrong. Some of the held-out writers' digits are no digit's shape or
mislabelled, and each is in several numbers; half of the pictures are hard to read for people, too: smaller shares can
hardly be shown with them."""

COUNT = 4000
"""Numbers of each kind. With a thousand it was chance what could be shown: of four draws none, 61, 82 or 86 % of the
numbers in strokes would have been accepted. Digits come up many times among them, so the bound is too low."""

UNFITTED = NumberPolicies(*[NumberPolicy(1.0, 0.0, 0.0, "none", 0, 0.0, 0.0, 1.0, CONFIDENCE)] * 2)
"""With it a reader answers how probable the best way to read is, not yet how probably it is right."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers written with a pen, pictures of numbers, what each says, and of whose digits they are made."""

    strokes: tuple[list[StrokeInk], list[str]]
    pictures: tuple[list[ImageInk], list[str]]
    hands: str
    scans: str


def validation_numbers(digits: Digits, held_out: HeldOut, seed: int, count: int = COUNT) -> Numbers:
    """Numbers of MNIST's validation `digits`, and of held-out writers; without those, of digits after templates."""
    rng = np.random.default_rng([seed, count])  # none of the numbers that `evaluate` measures
    if held_out.chosen_by:
        written, hands = held_out.chosen_by, "held-out writers"
    else:
        written, hands = _templates(rng), "templates"
    clear, on_forms = (
        picture_numbers(digits, count - count // 2, rng),
        form_numbers(form_hands(digits, rng), count // 2, rng),
    )
    return Numbers(
        strokes=pen_numbers(written, count, rng),
        pictures=(clear[0] + on_forms[0], clear[1] + on_forms[1]),
        hands=f"numbers of digits by {hands}",
        scans="numbers of MNIST validation digits and of templates, side by side, half of them on printed forms",
    )


def fit_number_policies(reader: NumberReader, numbers: Numbers) -> NumberPolicies:
    """Of a reader with UNFITTED policies."""
    strokes, pictures = numbers.strokes, numbers.pictures
    return NumberPolicies(
        strokes=_fit(_read(reader, *strokes, numbers.hands), numbers.hands, PEN_RISK),
        pictures=_fit(_read(reader, *pictures, numbers.scans), numbers.scans, PICTURE_RISK),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """(n,) each: the probability of a number, whether it is right, and whether anything else speaks against it."""

    probabilities: NDArray[np.float64]
    right: NDArray[np.bool_]
    doubted: NDArray[np.bool_]


def _read(reader: NumberReader, inks: Sequence[Ink], texts: list[str], name: str) -> _Read:
    wholes = [_whole(reader, ink) for ink in tqdm(inks, desc=name, leave=False)]
    probabilities, read, doubted = zip(*wholes, strict=True)
    return _Read(np.array(probabilities), np.array(read) == np.array(texts), np.array(doubted))


def _whole(reader: NumberReader, ink: Ink) -> tuple[float, str, bool]:
    """All lines as one: as probable as the least probable of them. Nothing found is nothing read, for sure wrong."""
    try:
        lines = reader.read(ink)
    except BlankInk:
        return 0.0, "", True
    return (
        min(line.probability for line in lines),
        "".join(line.text for line in lines),
        any(line.reasons for line in lines),
    )


def _fit(read: _Read, data: str, risk: float) -> NumberPolicy:
    slope, offset = _platt(read.probabilities, read.right)
    scale = NumberPolicy(slope, offset, 1.0, data, len(read.right), 0.0, 0.0, 1.0, CONFIDENCE)
    if read.doubted.all():
        return scale
    confidence = np.array([rounded(calibrated(one, scale)) for one in read.probabilities])  # as the service decides
    least, bound = guaranteed_risk(confidence[~read.doubted], ~read.right[~read.doubted], risk)
    if bound > risk:  # no limit keeps it: then nothing is accepted
        return scale
    accepted = ~read.doubted & (confidence >= least)
    return replace(
        scale,
        min_probability=float(least),
        coverage=float(accepted.mean()),
        risk=float((~read.right)[accepted].mean()),
        risk_bound=bound,
    )


def _platt(probabilities: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of the log-odds. Where all is right or all is wrong, or odds say nothing, 1 and 0."""
    if right.all() or not right.any():
        return 1.0, 0.0
    odds = np.array([[log_odds(probability)] for probability in probabilities])
    model = LogisticRegression(C=1e3).fit(odds, right)
    return round(float(model.coef_[0, 0]), 6), round(float(model.intercept_[0]), 6)


def _templates(rng: np.random.Generator, count: int = 300) -> list[PenDigit]:
    return [PenDigit(index % 10, 0, write(index % 10, rng)) for index in range(count)]
