"""Where the network errs: what it misreads of digits that may be looked at, those its training held out to choose by.

Not of the test sets: whoever works on what is seen here would fit them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.classifier import Classifier
from backend.recognition.saliency import explain
from model_training.answers import NOTHING, answers
from model_training.corruptions import CORRUPTIONS, corrupt
from model_training.held_out import MNIST
from model_training.metrics import score
from model_training.mnist import Digits
from model_training.readings import read

Pair = tuple[int, int]
"""Two digits that are taken for each other, the smaller first."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """A uint8 (28, 28) frame, made of the `index`-th of the `source`, with the wrong digit and its probability."""

    kind: str
    source: str
    index: int
    frame: NDArray[np.uint8]
    written: int
    read: int
    confidence: float
    accepted: bool

    @property
    def pair(self) -> Pair:
        return min(self.written, self.read), max(self.written, self.read)


@dataclass(frozen=True, slots=True)
class Misread:
    """All misreadings of n digits, and (10, 10) counts: [i][j] of i read as j."""

    cases: tuple[Misreading, ...]
    confusion: NDArray[np.intp]
    n: int

    @property
    def pairs(self) -> Counter[Pair]:
        return Counter(case.pair for case in self.cases)


def misread(kinds: Mapping[str, Digits], classifier: Classifier) -> Misread:
    """Of the frames of each kind of digits. What is taken for blank is in none of the counts but n."""
    found = [_of_kind(kind, kind, digits, classifier) for kind, digits in kinds.items()]
    return _join(found)


def misread_corrupted(digits: Digits, classifier: Classifier) -> Misread:
    """Of MNIST's digits under each of the corruptions; the kinds are the corruptions' names."""
    names = tqdm(CORRUPTIONS, desc="corruptions", leave=False)
    corrupted = ((name, Digits(corrupt(digits.frames, name), digits.labels)) for name in names)
    return _join([_of_kind(name, MNIST, spoilt, classifier) for name, spoilt in corrupted])


def _of_kind(kind: str, source: str, digits: Digits, classifier: Classifier) -> Misread:
    readings = read(digits.frames, classifier, kind)
    read_as = answers(readings.probabilities)
    wrong = np.flatnonzero((read_as != digits.labels) & (read_as != NOTHING))
    cases = tuple(
        Misreading(
            kind=kind,
            source=source,
            index=int(index),
            frame=digits.frames[index],
            written=int(digits.labels[index]),
            read=int(read_as[index]),
            confidence=float(readings.probabilities[index].max()),
            accepted=bool(readings.accepted[index]),
        )
        for index in wrong
    )
    return Misread(cases, np.array(score(readings.probabilities, digits.labels).confusion), len(digits))


def _join(parts: Sequence[Misread]) -> Misread:
    cases = tuple(case for part in parts for case in part.cases)
    return Misread(cases, np.sum([part.confusion for part in parts], axis=0), sum(part.n for part in parts))


def worst(plain: Misread, spoilt: Misread, pair: Pair, most: int) -> list[Misreading]:
    """The surest misreadings of a pair, those of digits as they are first; no digit twice, however it is spoilt."""
    chosen: dict[tuple[str, int], Misreading] = {}
    for found in (plain, spoilt):
        for case in sorted(found.cases, key=lambda case: -case.confidence):
            if case.pair == pair:
                chosen.setdefault((case.source, case.index), case)
    return list(chosen.values())[:most]


@dataclass(frozen=True, slots=True)
class Explained:
    """A misreading, and float32 (28, 28) what in it speaks for the wrong digit (above 0) or the written one (below)."""

    case: Misreading
    saliency: NDArray[np.float32]


def explained(cases: Sequence[Misreading], classifier: Classifier) -> list[Explained]:
    return [
        Explained(case, explain(classifier, case.frame, case.read, (case.written,)).saliency)
        for case in tqdm(cases, desc="saliency", leave=False)
    ]
