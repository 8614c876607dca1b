"""What a reader of numbers is worth on each set: whole lines right, digits wrong, what is accepted, and how fast."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Protocol

import numpy as np
from tqdm import tqdm

from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink
from backend.recognition.line import Line
from model_training.metrics import Acceptance, acceptance, interval
from model_training.number_suite import NumberSet


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The digits read, and whether nobody needs to look."""

    text: str
    accepted: bool


class Reader(Protocol):
    """What the service reads numbers with: `backend.recognition.reader.NumberReader`."""

    def read(self, ink: Ink) -> Sequence[Line]:
        """Raises BlankInk."""
        ...


Read = Callable[[Ink], Sequence[ReadLine]]
"""Any reader: the lines of an ink from top to bottom, none where it finds nothing."""

NOTHING = ReadLine("", accepted=False)


@dataclass(frozen=True, slots=True)
class NumberScores:
    """Of n lines: `right` in every digit, a share `exact` with its 95 % Wilson interval.

    A line read where none is written counts among the n as read wrongly. `digit_errors`: edit distance by number of
    digits written, more than 1 where much is read that is not there. `counted`: share of inks in which as many lines
    were found as are written. `milliseconds`: mean for a line written.
    """

    n: int
    right: int
    exact: float
    low: float
    high: float
    digit_errors: float
    acceptance: Acceptance
    counted: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class MeasuredNumbers:
    """A set, as the reader of that name read it: for each ink the lines found."""

    reader: str
    numbers: NumberSet
    found: tuple[tuple[ReadLine, ...], ...]
    scores: NumberScores


def served(reader: Reader) -> Read:
    """The lines as the service answers them; none for BlankInk."""

    def read(ink: Ink) -> list[ReadLine]:
        try:
            return [ReadLine(line.text, line.decision == "accept") for line in reader.read(ink)]
        except BlankInk:
            return []

    return read


def measure_numbers(name: str, read: Read, numbers: NumberSet) -> MeasuredNumbers:
    """Reads all of the set, one ink after the other, with a progress bar."""
    started = time.perf_counter()
    found = tuple(tuple(read(ink)) for ink in tqdm(numbers.inks, desc=f"{name}: {numbers.name}", leave=False))
    seconds = time.perf_counter() - started
    return MeasuredNumbers(name, numbers, found, _scores(numbers, found, seconds))


def pair(written: tuple[str, ...], found: Sequence[ReadLine]) -> list[tuple[str, ReadLine]]:
    """What is written with what was found there; "" and NOTHING where one has no line beside the other's.

    All that was found is one line where one is written: a reader that breaks it up says the same digits. Else lines
    that are alike stand beside each other, in their order.
    """
    if len(written) == 1:
        whole = ReadLine("".join(line.text for line in found), bool(found) and all(line.accepted for line in found))
        return [(written[0], whole)]
    blocks = SequenceMatcher(None, written, [line.text for line in found], autojunk=False).get_opcodes()
    return [beside for _, i, j, k, m in blocks for beside in _side_by_side(written[i:j], found[k:m])]


def edit_distance(one: str, other: str) -> int:
    """How many characters must be put in, left out or replaced to make one of the other (Levenshtein 1966)."""
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        above = row
    return above[-1]


def _side_by_side(written: tuple[str, ...], found: Sequence[ReadLine]) -> Iterable[tuple[str, ReadLine]]:
    for text, line in zip_longest(written, found):
        yield text or "", line or NOTHING


def _scores(numbers: NumberSet, found: Sequence[Sequence[ReadLine]], seconds: float) -> NumberScores:
    inks = list(zip(numbers.lines, found, strict=True))
    pairs = [beside for written, lines in inks for beside in pair(written, lines)]
    right = np.array([text == line.text for text, line in pairs])
    errors = sum(edit_distance(text, line.text) for text, line in pairs)
    low, high = interval(int(right.sum()), len(pairs))
    return NumberScores(
        n=len(pairs),
        right=int(right.sum()),
        exact=float(right.mean()),
        low=low,
        high=high,
        digit_errors=errors / sum(len(text) for text, _ in pairs),
        acceptance=acceptance(np.array([line.accepted for _, line in pairs]), ~right),
        counted=float(np.mean([len(written) == len(lines) for written, lines in inks])),
        milliseconds=1000 * seconds / sum(map(len, numbers.lines)),
    )
