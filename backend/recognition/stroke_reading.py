"""Numbers in strokes: read twice, by the digit model in groups of strokes and by the network for lines as a whole.

The two err differently. Of the texts that either takes for the best, the one is read that both together find most
probable; the groups then say which strokes make which digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.classifier import Answers, Classifier
from backend.recognition.constraints import MOST_DIGITS, Constraints
from backend.recognition.decoding import Way, decode, share, way_to
from backend.recognition.grouping import Group, groups, lattice_of
from backend.recognition.lattice import NOTHING, Lattice
from backend.recognition.line_network import LineNetwork
from backend.recognition.reading import CERTAIN, Reading, box_around, digit_in_line, doubted, log_odds
from backend.recognition.segment import WrittenLines
from backend.recognition.whole import Whole, see_strip

_AT_ONCE = 256  # frames
_MORE_PROBABLY = 0.5
_SURER = 2.0
"""How much more the network's odds of a text say of its being right than those of the groups, which are surer of what
they misread. To choose between texts both say as much. Chosen on numbers of held-out writers."""

_ANY_LENGTH = Constraints(1, MOST_DIGITS)


@dataclass(frozen=True, slots=True)
class Grouped:
    """A line: the groups of its strokes that may be a digit, what the model says of them, and the best way."""

    groups: Sequence[Group]
    answers: Answers
    lattice: Lattice
    way: Way

    def odds(self, text: str) -> float:
        return log_odds(share(self.lattice, self.way, text))


def read_strokes(
    classifier: Classifier, network: LineNetwork, lines: WrittenLines, constraints: Constraints
) -> tuple[Reading, ...]:
    """Those of the lines with something to read; the first one where none has."""
    grouped = group(classifier, lines, constraints)
    read = [
        _read_line(lines, one, see(network, lines, line, constraints if one.way.satisfied else _ANY_LENGTH))
        for line, one in zip(lines.lines, grouped, strict=True)
    ]
    told = [line for line in read if not line.empty] or read[:1]
    return tuple(doubted(told) if lines.cut_short else told)


def group(classifier: Classifier, lines: WrittenLines, constraints: Constraints) -> list[Grouped]:
    """All lines, as the digit model sees the groups of their strokes."""
    of_lines = [groups(lines.boxes, line) for line in lines.lines]
    together = [group for found in of_lines for group in found]
    starts = range(0, len(together), _AT_ONCE)
    parts = [classifier.classify(lines.frames(together[start : start + _AT_ONCE])) for start in starts]
    answers, start, grouped = Answers.join(parts), 0, []
    for line, found in zip(lines.lines, of_lines, strict=True):
        part = answers.part(start, start + len(found))
        lattice = lattice_of(lines.boxes, line, found, part)
        grouped.append(Grouped(found, part, lattice, decode(lattice, constraints)))
        start += len(found)
    return grouped


def see(network: LineNetwork, lines: WrittenLines, line: Sequence[int], constraints: Constraints) -> Whole:
    """A line, by its strokes, as the network for lines sees it."""
    return see_strip(network, lines.strip(line), constraints)


def _read_line(lines: WrittenLines, grouped: Grouped, whole: Whole) -> Reading:
    """A text is taken that the strokes can be grouped to. The network's best one counts as far as it satisfies, too."""
    texts = {grouped.way.text, whole.way.text} if whole.way.satisfied else {grouped.way.text}
    odds = {text: (grouped.odds(text), whole.odds(text)) for text in texts if text}
    possible = {text: pair for text, pair in odds.items() if way_to(grouped.lattice, text)}
    text = max(possible, key=lambda one: sum(possible[one]), default=grouped.way.text)
    of_groups, of_network = possible.get(text, (0.0, 0.0))
    steps = way_to(grouped.lattice, text)
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
        probability=float(1.0 / (1.0 + np.exp(-(of_groups + _SURER * of_network) / (1.0 + _SURER)))),
        digits=digits,
        satisfied=grouped.way.satisfied,
        empty=grouped.way.empty and whole.way.empty,
        not_a_digit=none or bool(grouped.lattice.large[skipped].any()),
        several_digits=several,
    )


def _probabilities(grouped: Grouped, whole: Whole, read: list[int], text: str) -> NDArray[np.float64]:
    """(n, 10): of each digit, as the product of what both say, as far as the network for lines can read the text."""
    of_groups = grouped.answers.probabilities[read].astype(np.float64)
    found = whole.spots(whole.way_to(text))
    if not found:
        return of_groups
    both = of_groups * np.stack([spot.probabilities for spot in found]) + CERTAIN
    return np.asarray(both / both.sum(axis=1, keepdims=True))
