"""What a piece of work takes."""

import time
from collections.abc import Callable
from typing import TypeVar

from pydantic.dataclasses import dataclass

from model_training.config import STRICT, Spread

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, config=STRICT)
class Cost:
    """Seconds by the clock, and seconds of this process's threads: what else the machine does is in the first alone."""

    seconds: Spread = 0.0
    cpu_seconds: Spread = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(round(self.seconds + other.seconds, 3), round(self.cpu_seconds + other.cpu_seconds, 3))


def timed(work: Callable[[], _Result]) -> tuple[_Result, Cost]:
    clock, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, Cost(round(time.perf_counter() - clock, 3), round(time.process_time() - cpu, 3))
