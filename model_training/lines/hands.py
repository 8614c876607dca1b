"""Hands by which lines are written, of frames and of templates."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from model_training.lines.shapes import Frame, Hand, of_frame, of_strokes
from model_training.mnist import Digits
from model_training.penmanship import RUNNING, TEMPLATES, write

_T = TypeVar("_T")


def framed_hand(digits: Digits, drawn: Callable[[Frame], Frame] = np.copy) -> Hand:
    """A hand of frames as they are, or otherwise `drawn`, without those that show nothing."""
    frames = [drawn(frame) for frame in digits.frames]
    return Hand(of_frame(frame, int(label)) for frame, label in zip(frames, digits.labels, strict=True) if frame.any())


def template_hand(count: int, rng: np.random.Generator) -> Hand:
    """A hand of so many drawings after templates, hurried ones among them."""
    numbers = bar(range(count), "templates")
    return Hand(of_strokes(write(n % 10, rng, TEMPLATES + RUNNING), n % 10) for n in numbers)


def bar(items: Sequence[_T], name: str) -> Iterator[_T]:
    """The items, with a bar that says how many of them are left."""
    yield from tqdm(items, desc=name, leave=False)
