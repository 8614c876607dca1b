"""What an epoch is made of: pools of images, and how many of each it shows."""

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model_training.mnist import Digits


@dataclass(frozen=True, slots=True)
class Part:
    """A pool of images of one source, of which each epoch shows `per_epoch`."""

    name: str
    pool: Digits
    per_epoch: int


@dataclass(frozen=True, slots=True)
class Mixture:
    """What an epoch is made of."""

    parts: tuple[Part, ...]

    @property
    def per_epoch(self) -> int:
        return sum(part.per_epoch for part in self.parts)

    def without(self, name: str) -> "Mixture":
        """Without one of its parts, of all others more, so that an epoch is about as long."""
        left = [part for part in self.parts if part.name != name]
        more = self.per_epoch / sum(part.per_epoch for part in left)
        return Mixture(tuple(dataclasses.replace(part, per_epoch=round(part.per_epoch * more)) for part in left))

    def join(self) -> Digits:
        """All pools, one after the other."""
        digits = self.parts[0].pool
        for part in self.parts[1:]:
            digits = digits.join(part.pool)
        return digits

    @property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """Of each part, the size of its pool and how many of it an epoch shows."""
        return tuple((len(part.pool), part.per_epoch) for part in self.parts)


def order(counts: tuple[tuple[int, int], ...], rng: np.random.Generator) -> NDArray[np.intp]:
    """(per_epoch,) indices into the joined pools of a mixture with these counts, shuffled: none of a pool a second time
    before each was shown once."""
    chosen, start = [], 0
    for size, per_epoch in counts:
        drawn = np.concatenate([rng.permutation(size) for _ in range(-(-per_epoch // size))])
        chosen.append(start + drawn[:per_epoch])
        start += size
    return np.asarray(rng.permutation(np.concatenate(chosen)))
