"""Numbers in strokes: read twice, by the digit model in groups of strokes and by the network for lines as a whole.

The two err differently. Of the texts that either takes for the best, the one is read that both together find most
probable; the groups then say which strokes make which digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Answers, Classifier
from backend.recognition.constraints import Constraints
from backend.recognition.ctc import Runs, runs, spots
from backend.recognition.grouping import Group, edges, groups
from backend.recognition.lattice import NOTHING, Edges, Way, decode, likelihood, way_to
from backend.recognition.line_network import LineNetwork
from backend.recognition.reading import Reading, box_around, digit_in_line
from backend.recognition.segment import WrittenLines
from backend.recognition.strip import find_place, of_strokes

_AT_ONCE = 256  # frames
_MORE_PROBABLY = 0.5
_CERTAIN = 1e-7  # nearer to 0 or 1 a probability says no more


@dataclass(frozen=True, slots=True)
class _Grouped:
    """A line: the groups of its strokes that may be a digit, what the model says of them, and the best way."""

    groups: Sequence[Group]
    answers: Answers
    lattice: Edges
    places: int
    way: Way

    def share(self, text: str) -> float:
        return float(np.exp(likelihood(self.lattice, self.places, text) - self.way.total))


@dataclass(frozen=True, slots=True)
class _Whole:
    """A line as the network for lines sees it."""

    steps: NDArray[np.float64]
    runs: Runs
    way: Way

    def share(self, text: str) -> float:
        return float(np.exp(likelihood(self.runs.edges, self.runs.places, text) - self.way.total))


def read_strokes(
    classifier: Classifier, network: LineNetwork, lines: WrittenLines, constraints: Constraints
) -> tuple[Reading, ...]:
    """Those of the lines with something to read; the first one where none has."""
    grouped = _group(classifier, lines, constraints)
    read = [
        _read_line(lines, one, _see(network, lines, line, constraints))
        for line, one in zip(lines.lines, grouped, strict=True)
    ]
    return tuple([line for line in read if not line.empty] or read[:1])


def _group(classifier: Classifier, lines: WrittenLines, constraints: Constraints) -> list[_Grouped]:
    of_lines = [groups(lines.boxes, line) for line in lines.lines]
    frames = np.stack([lines.frame(group) for found in of_lines for group in found])
    parts = [classifier.classify(frames[start : start + _AT_ONCE]) for start in range(0, len(frames), _AT_ONCE)]
    answers, start, grouped = Answers.join(parts), 0, []
    for line, found in zip(lines.lines, of_lines, strict=True):
        part = answers.part(start, start + len(found))
        lattice = edges(lines.boxes, line, found, part)
        grouped.append(_Grouped(found, part, lattice, len(line), decode(lattice, len(line), constraints)))
        start += len(found)
    return grouped


def _see(network: LineNetwork, lines: WrittenLines, line: Sequence[int], constraints: Constraints) -> _Whole:
    strip = of_strokes(lines.of_line(line), find_place(lines.boxes[list(line)]))
    steps = network.symbols(strip[np.newaxis])[0].astype(np.float64)
    found = runs(steps)
    return _Whole(steps, found, decode(found.edges, found.places, constraints))


def _read_line(lines: WrittenLines, grouped: _Grouped, whole: _Whole) -> Reading:
    """Both ways satisfy the constraints if one does; a text that the strokes cannot be grouped to is not taken."""
    texts = {grouped.way.text, whole.way.text} if grouped.way.satisfied == whole.way.satisfied else {grouped.way.text}
    odds = {text: _log_odds(grouped.share(text)) + _log_odds(whole.share(text)) for text in texts if text}
    possible = {text: sum_ for text, sum_ in odds.items() if way_to(grouped.lattice, grouped.places, text)}
    text = max(possible, key=lambda one: possible[one], default=grouped.way.text)
    steps = way_to(grouped.lattice, grouped.places, text)
    read = [edge for edge, symbol in steps if symbol != NOTHING]
    skipped = [edge for edge, symbol in steps if symbol == NOTHING]
    none, several = (bool((grouped.answers.outliers[read, kind] > _MORE_PROBABLY).any()) for kind in (0, 1))
    digits = tuple(
        digit_in_line(int(symbol), probabilities, box_around(lines.boxes[list(group)]), tuple(sorted(group)))
        for symbol, probabilities, group in zip(
            text, _probabilities(grouped, whole, read, text), [grouped.groups[edge] for edge in read], strict=True
        )
    )
    return Reading(
        probability=float(1.0 / (1.0 + np.exp(-possible.get(text, 0.0) / 2))),
        digits=digits,
        satisfied=grouped.way.satisfied or whole.way.satisfied,
        empty=grouped.way.empty and whole.way.empty,
        not_a_digit=none or bool(grouped.lattice.large[skipped].any()),
        several_digits=several,
    )


def _probabilities(grouped: _Grouped, whole: _Whole, read: list[int], text: str) -> NDArray[np.float64]:
    """(n, 10): of each digit, as the product of what both say, as far as the network for lines can read the text."""
    of_groups = grouped.answers.probabilities[read].astype(np.float64)
    steps = way_to(whole.runs.edges, whole.runs.places, text)
    if not steps:
        return of_groups
    both = of_groups * np.stack([spot.probabilities for spot in spots(whole.steps, whole.runs, steps)]) + _CERTAIN
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _log_odds(share: float) -> float:
    clipped = min(max(share, _CERTAIN), 1.0 - _CERTAIN)
    return float(np.log(clipped / (1.0 - clipped)))
