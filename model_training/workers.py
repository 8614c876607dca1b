"""Batches made by several processes, in the order and with the content that one alone would give them."""

import itertools
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

import cv2

_Batch = TypeVar("_Batch")

Make = Callable[[int, int], _Batch]
"""Makes the batch of an epoch and a step, and whoever asks for it gets the same."""

_AHEAD = 6
"""Batches for each process that are being made, or wait to be learned from."""

_makes: list[Make[Any]] = []
"""What this process makes batches with, where it does for another one."""


def stream(make: Make[_Batch], steps: int, first_epoch: int, workers: int = 0) -> Generator[_Batch, None, None]:
    """The batches of all epochs from `first_epoch` on, each of so many steps, without end.

    With `workers`, so many processes make them side by side, and end with the iterator; `make` must be picklable then.
    """
    places = ((epoch, step) for epoch in itertools.count(first_epoch) for step in range(steps))
    if workers:
        yield from _side_by_side(make, places, workers)
    else:
        yield from itertools.starmap(make, places)


def _side_by_side(make: Make[_Batch], places: Iterator[tuple[int, int]], workers: int) -> Generator[_Batch, None, None]:
    """Spawned, as processes that are forked from one in which a training library has threads may hang."""
    pickled = pickle.dumps(make)  # once, not anew for each process
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (pickled,))
    try:
        made: deque[Future[Any]] = deque()
        for place in places:
            made.append(pool.submit(_made, *place))
            if len(made) > _AHEAD * workers:
                yield made.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin(pickled: bytes) -> None:
    cv2.setNumThreads(1)  # the other processes have the other cores
    _makes.append(pickle.loads(pickled))


def _made(epoch: int, step: int) -> object:
    return _makes[-1](epoch, step)
