"""Numbers as they stand on forms: written by one hand, on paper with waves and rules printed on it, cut out tightly."""

from collections.abc import Sequence

import numpy as np

from backend.recognition.ink import ImageInk
from model_training.form_paper import enlarged, on_form
from model_training.lines.compose import compose
from model_training.lines.hands import framed_hand, template_hand
from model_training.lines.shapes import Frame, Hand, thinned
from model_training.lines.wear import bend, pen
from model_training.mnist import Digits

_DRAWINGS = 2_000


def form_hands(digits: Digits, rng: np.random.Generator) -> list[Hand]:
    """The hands by which forms are filled in: of `digits`, thick and thin, and of drawings made after templates."""
    return [framed_hand(digits), framed_hand(digits, thinned), template_hand(_DRAWINGS, rng)]


def form_numbers(hands: Sequence[Hand], count: int, rng: np.random.Generator) -> tuple[list[ImageInk], list[str]]:
    """Pictures of so many numbers, and what they say."""
    made = [_form_number(hands[int(rng.integers(len(hands)))], rng) for _ in range(count)]
    return [ink for ink, _ in made], [text for _, text in made]


def _form_number(hand: Hand, rng: np.random.Generator) -> tuple[ImageInk, str]:
    ink, symbols = compose(hand, None, int(rng.integers(60, 190)), rng)
    writing = enlarged(_cut_out(pen(bend(ink, rng), rng), rng), rng.uniform(1.3, 3.0))
    return ImageInk(on_form(writing, rng)), "".join(map(str, symbols))


def _cut_out(strip: Frame, rng: np.random.Generator) -> Frame:
    """The columns with ink and a few more; rows stay as they are."""
    columns = np.flatnonzero(strip.any(axis=0))
    if not len(columns):
        return strip
    left, right = (int(margin) for margin in rng.integers(1, 9, 2))
    return strip[:, max(int(columns[0]) - left, 0) : int(columns[-1]) + 1 + right]
