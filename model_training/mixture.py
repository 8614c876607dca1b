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

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        """(per_epoch,) indices into `join`, shuffled: none of a pool a second time before each was shown once."""
        chosen, start = [], 0
        for part in self.parts:
            rounds = -(-part.per_epoch // len(part.pool))
            drawn = np.concatenate([rng.permutation(len(part.pool)) for _ in range(rounds)])
            chosen.append(start + drawn[: part.per_epoch])
            start += len(part.pool)
        return np.asarray(rng.permutation(np.concatenate(chosen)))
