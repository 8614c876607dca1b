import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.recognition.constraints import Checksum, Constraints
from backend.recognition.decoding import decode
from backend.recognition.lattice import NOTHING, Lattice

SYMBOLS = [*range(10), NOTHING]


def lattice(rng: np.random.Generator, places: int) -> Lattice:
    """Every piece alone and with the next one; a few symbols that can be, and most that cannot."""
    pairs = [(start, end) for start in range(places) for end in (start + 1, start + 2) if end <= places]
    scores = np.log(rng.random((len(pairs), 11)))
    scores[rng.random(scores.shape) < 0.6] = -np.inf
    scores[np.arange(len(pairs)), rng.integers(10, size=len(pairs))] = -1.0
    starts, ends = np.array(pairs).T
    return Lattice(starts, ends, scores, np.zeros(len(pairs), np.bool_), places)


def all_ways(edges: Lattice) -> dict[str, list[float]]:
    """Every text with the scores of all ways to read it, by trying them all."""
    found: dict[str, list[float]] = {}

    def walk(place: int, text: str, score: float) -> None:
        if place == edges.places:
            found.setdefault(text, []).append(score)
            return
        for edge in np.flatnonzero(edges.starts == place):
            for symbol in np.flatnonzero(np.isfinite(edges.scores[edge])):
                written = "" if symbol == NOTHING else str(symbol)
                walk(int(edges.ends[edge]), text + written, score + float(edges.scores[edge, symbol]))

    walk(0, "", 0.0)
    return found


def luhn(text: str) -> bool:
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(text))]
    return sum(sum(map(int, str(value))) for value in doubled) % 10 == 0


HOLDS: dict[Checksum, Callable[[str], bool]] = {
    Checksum.NONE: lambda _: True,
    Checksum.LUHN: luhn,
    Checksum.MOD97: lambda text: int(text) % 97 == 1,
}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.sampled_from(Checksum), st.integers(1, 3), st.integers(0, 3))
def test_the_best_way_is_the_best_of_all_ways(
    seed: int, places: int, checksum: Checksum, shortest: int, more: int
) -> None:
    edges = lattice(np.random.default_rng(seed), places)
    constraints = Constraints(shortest, shortest + more, checksum)
    ways = all_ways(edges)
    allowed = {
        text: scores
        for text, scores in ways.items()
        if shortest <= len(text) <= shortest + more and HOLDS[checksum](text)
    }
    way = decode(edges, constraints)
    best = max(max(scores) for text, scores in ways.items() if text)
    within = [max(scores) for scores in allowed.values()]
    assert way.satisfied == (bool(within) and max(within) > best - 18)
    wanted = allowed if way.satisfied else {text: scores for text, scores in ways.items() if text}
    assert max(wanted[way.text]) == pytest.approx(max(max(scores) for scores in wanted.values()))
    total = math.fsum(math.exp(score) for scores in wanted.values() for score in scores)
    share = math.fsum(math.exp(score) for score in wanted[way.text]) / total
    assert way.probability == pytest.approx(share)
    assert way.empty == (max(ways.get("", [-math.inf])) > best)


def certain(text: str) -> Lattice:
    """A line whose digits are clear, but that each might be the next higher digit, too."""
    scores = np.full((len(text), 11), -np.inf)
    for place, digit in enumerate(map(int, text)):
        scores[place, digit], scores[place, (digit + 1) % 10] = np.log(0.7), np.log(0.3)
    places = np.arange(len(text))
    return Lattice(places, places + 1, scores, np.ones(len(text), np.bool_), len(text))


@pytest.mark.parametrize(
    ("written", "checksum", "read"),
    [
        ("79927398713", Checksum.LUHN, "79927398713"),
        ("79927398712", Checksum.LUHN, "79927398713"),
        ("3214282912345698765432161182", Checksum.MOD97, "3214282912345698765432161182"),
        ("3214282912345698765432161181", Checksum.MOD97, "3214282912345698765432161182"),
    ],
)
def test_a_checksum_decides_between_what_the_ink_may_say(written: str, checksum: Checksum, read: str) -> None:
    line = certain(written)
    assert decode(line, Constraints(1, 64)).text == written
    way = decode(line, Constraints(1, 64, checksum))
    assert way.satisfied
    assert HOLDS[checksum](way.text)
    if written == read:
        assert way.text == read


def test_what_nothing_satisfies_is_read_regardless() -> None:
    line = certain("12345")
    for constraints in (Constraints(6, 9), Constraints(1, 4)):
        way = decode(line, constraints)
        assert (way.text, way.satisfied) == ("12345", False)


def test_steps_lead_from_the_first_place_to_the_last() -> None:
    for seed in range(20):
        edges = lattice(np.random.default_rng(seed), 5)
        steps = decode(edges, Constraints()).steps
        assert edges.starts[steps[0][0]] == 0
        assert edges.ends[steps[-1][0]] == 5
        assert all(edges.ends[one] == edges.starts[other] for (one, _), (other, _) in itertools.pairwise(steps))
