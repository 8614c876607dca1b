"""How much of the data each step of `explore` looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Images to learn from and to test by in all; those that the forest learns from, and its trees; those that
    pixels are shuffled between; those of each digit that the network is asked about; and those on the map."""

    learned: int
    tested: int
    forest: int
    trees: int
    permuted: int
    asked: int
    mapped: int


FULL = Sizes(learned=60_000, tested=10_000, forest=20_000, trees=100, permuted=1_000, asked=30, mapped=4_000)
QUICK = Sizes(learned=4_000, tested=1_000, forest=1_500, trees=30, permuted=200, asked=2, mapped=600)
"""Of all steps a first sight, within a minute."""
