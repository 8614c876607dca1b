"""How a measured quantity is spread."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Values of one unit, at least one."""

    values: Sequence[float]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def worst(self) -> float:
        return max(self.values)

    def quantile(self, share: float) -> float:
        """The least value that a share (0..1) of all values does not exceed."""
        ordered = sorted(self.values)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
