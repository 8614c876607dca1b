"""Files damaged as transfers, disks and people who look for holes damage them."""

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[random.Random, bytearray, Sequence[bytes]], bytearray]

EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Numbers that decoders forget about."""

HEADER = 64
"""Bytes. What matters most stands in front: every second change is made there."""


def mutate(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with one to six changes."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice(MUTATIONS)(chance, data, seeds)
    return bytes(data)


def flip(chance: random.Random, data: bytearray, _: Sequence[bytes]) -> bytearray:
    """One bit."""
    if data:
        data[_place(chance, data)] ^= 1 << chance.randrange(8)
    return data


def noise(chance: random.Random, data: bytearray, _: Sequence[bytes]) -> bytearray:
    """Up to 16 bytes of noise in the place of as many."""
    place, length = _place(chance, data), chance.randint(1, 16)
    data[place : place + length] = chance.randbytes(length)
    return data


def edge(chance: random.Random, data: bytearray, _: Sequence[bytes]) -> bytearray:
    """A number that decoders forget about, in either byte order."""
    place, size = _place(chance, data), chance.choice((1, 2, 4))
    number = chance.choice(EDGES) % (1 << 8 * size)
    data[place : place + size] = number.to_bytes(size, chance.choice(("big", "little")))
    return data


def cut(chance: random.Random, data: bytearray, _: Sequence[bytes]) -> bytearray:
    """The end is missing."""
    del data[chance.randint(0, len(data)) :]
    return data


def drop(chance: random.Random, data: bytearray, _: Sequence[bytes]) -> bytearray:
    """A piece is missing."""
    place = _place(chance, data)
    del data[place : place + chance.randint(1, 64)]
    return data


def repeat(chance: random.Random, data: bytearray, _: Sequence[bytes]) -> bytearray:
    """A piece comes several times."""
    place = _place(chance, data)
    piece = data[place : place + chance.randint(1, 64)]
    data[place:place] = piece * chance.choice((1, 2, 100))
    return data


def splice(chance: random.Random, data: bytearray, seeds: Sequence[bytes]) -> bytearray:
    """The beginning of it with the end of another."""
    other = chance.choice(seeds)
    return data[: _place(chance, data)] + other[chance.randint(0, len(other)) :]


MUTATIONS: tuple[Mutation, ...] = (flip, noise, edge, cut, drop, repeat, splice)


def _place(chance: random.Random, data: bytearray) -> int:
    end = min(HEADER, len(data)) if chance.random() < 0.5 else len(data)
    return chance.randrange(max(end, 1))
