"""The lattice of a line is proved against all paths, one by one."""

import itertools
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.constraints import Constraints
from backend.recognition.ctc import runs, spots
from backend.recognition.decoding import decode, way_to, worth
from backend.recognition.line_network import BLANK, OTHER, SYMBOLS

USED = (0, 1, OTHER, BLANK)


def steps_of(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithms of (n, 4) probabilities of USED; of all else next to nothing."""
    steps = np.full((len(rows), SYMBOLS), -60.0)
    steps[:, USED] = np.log(np.maximum(rows, 1e-30))
    return steps


def texts(rows: NDArray[np.float64]) -> dict[str, float]:
    """How probable each text is: the sum over all paths."""
    found: dict[str, float] = {}
    for path in itertools.product(range(len(USED)), repeat=len(rows)):
        symbols = [USED[index] for index in path]
        kept = [symbols[0], *(b for a, b in pairwise(symbols) if a != b)]
        text = "".join(str(symbol) for symbol in kept if symbol < OTHER)
        found[text] = found.get(text, 0.0) + float(np.prod([row[index] for row, index in zip(rows, path, strict=True)]))
    return found


def probability_of(rows: NDArray[np.float64], text: str) -> float:
    """The sum over all ways through the lattice that read it."""
    lattice = runs(steps_of(rows)).lattice
    return worth(lattice, text) * float(np.exp(lattice.left[0]))


@pytest.mark.parametrize("seed", range(4))
def test_a_text_is_as_probable_as_all_its_paths_together(seed: int) -> None:
    rows = np.random.default_rng(seed).dirichlet([2.0, 2.0, 1.0, 2.0], 5) + 0.005  # what is hardly likely is left out
    rows /= rows.sum(axis=1, keepdims=True)
    for text, probability in texts(rows).items():
        if text:
            assert probability_of(rows, text) == pytest.approx(probability, rel=1e-6)


def along_all_paths(rows: NDArray[np.float64], text: list[int]) -> float:
    """How probable a text is without OTHER, by the forward algorithm (Graves et al. 2006, section 4.1)."""
    states = [len(USED) - 1, *(symbol for index in text for symbol in (USED.index(index), len(USED) - 1))]
    forward = np.zeros(len(states))
    forward[:2] = rows[0, states[:2]]
    for row in rows[1:]:
        skips = [
            forward[index - 2] if index > 1 and state != states[index - 2] and state < len(USED) - 1 else 0.0
            for index, state in enumerate(states)
        ]
        forward = (forward + np.append(0.0, forward[:-1]) + skips) * row[states]
    return float(forward[-2:].sum())


@pytest.mark.parametrize("text", [[1], [1, 0], [0, 1]])
def test_a_run_lasts_as_long_as_it_is_written_though_others_may_begin_at_each_step(text: list[int]) -> None:
    rows = np.tile([[0.002, 0.988, 0.0, 0.01]], (18, 1))
    rows[0 if text[0] == 0 else -1] = [0.5, 0.498, 0.0, 0.002]
    assert probability_of(rows, "".join(map(str, text))) == pytest.approx(
        along_all_paths(rows, text), rel=2e-2
    )  # but for what is hardly likely


def test_a_long_line_is_as_probable_as_all_paths_together() -> None:
    text = [0, 1] * 100
    rows = np.tile([[0.0, 0.0, 0.0, 1.0]], (3 * len(text), 1))
    rows[1::3] = [[0.95, 0.02, 0.0, 0.03] if digit == 0 else [0.02, 0.95, 0.0, 0.03] for digit in text]
    rows[2::3] = [[0.2, 0.0, 0.0, 0.8] if digit == 0 else [0.0, 0.2, 0.0, 0.8] for digit in text]
    assert probability_of(rows, "".join(map(str, text))) == pytest.approx(along_all_paths(rows, text), rel=1e-2)


def test_the_same_digit_twice_needs_something_between() -> None:
    once = np.array([[0.01, 0.97, 0.01, 0.01]] * 4)
    twice = once.copy()
    twice[2] = [0.01, 0.01, 0.01, 0.97]
    for rows, text in ((once, "1"), (twice, "11")):
        found = runs(steps_of(rows))
        assert decode(found.lattice, Constraints()).text == text


def test_the_best_number_of_a_wanted_length_is_found() -> None:
    rows = np.random.default_rng(5).dirichlet([1.0, 1.0, 0.5, 2.0], 6)
    found = runs(steps_of(rows))
    way = decode(found.lattice, Constraints(2, 2))
    wanted = {text: value for text, value in texts(rows).items() if len(text) == 2}
    assert way.text in sorted(wanted, key=lambda text: -wanted[text])[:2]
    assert way.probability == pytest.approx(wanted[way.text] / sum(wanted.values()), rel=1e-3)


def test_what_is_no_digit_is_skipped_and_known_as_large() -> None:
    rows = np.full((7, 4), 0.01)
    rows[:, 3] = 0.97
    rows[1], rows[4] = [0.01, 0.01, 0.97, 0.01], [0.97, 0.01, 0.01, 0.01]
    found = runs(steps_of(rows))
    way = decode(found.lattice, Constraints())
    assert way.text == "0"
    assert [bool(found.lattice.large[edge]) for edge, symbol in way.steps if symbol == OTHER].count(True) == 1


def test_a_line_of_blanks_has_a_digit_at_worst() -> None:
    rows = np.array([[0.0001, 0.0002, 0.0001, 0.9996]] * 5)
    found = runs(steps_of(rows))
    way = decode(found.lattice, Constraints())
    assert (way.text, way.empty) == ("1", True)


def test_a_digit_has_its_place_and_its_alternatives() -> None:
    rows = np.full((9, 4), 0.001)
    rows[:, 3] = 0.997
    rows[2] = [0.7, 0.28, 0.01, 0.01]
    rows[6] = rows[7] = [0.01, 0.97, 0.01, 0.01]
    found = runs(steps_of(rows))
    way = decode(found.lattice, Constraints())
    first, second = spots(steps_of(rows), found, way.steps)
    assert way.text == "01"
    assert [first.step, second.step] == pytest.approx([2.5, 7.0], abs=0.1)
    assert first.probabilities[:2] == pytest.approx([0.7, 0.28], abs=0.02)
    assert second.probabilities[1] > 0.95


def test_a_way_that_reads_nothing_has_no_digits() -> None:
    steps = steps_of(np.tile([[0.01, 0.01, 0.01, 0.97]], (4, 1)))
    found = runs(steps)
    assert spots(steps, found, way_to(found.lattice, "")) == []


def test_a_line_of_noise_has_a_lattice_of_bounded_size() -> None:
    """3,072 steps, as many as a strip has at most, on each of which every symbol is likely."""
    steps = np.log(np.random.default_rng(0).dirichlet([1.0] * SYMBOLS, 3072))
    found = runs(steps)
    assert found.lattice.places < 2100
    assert len(found.lattice.starts) < 200_000
    way = decode(found.lattice, Constraints())
    assert not way.satisfied
    assert way.text
    assert 0.0 <= way.probability <= 1.0
