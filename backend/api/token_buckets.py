"""A token bucket for each of many callers, in bounded memory."""

from collections import OrderedDict
from typing import NamedTuple

MOST_CALLERS = 100_000
"""About 20 MB. Past it the caller who has not been seen for longest is forgotten, and gets a full bucket again."""

ROUNDING = 1e-9
"""Of seconds and of tokens: it must not refuse the last one."""


class Taken(NamedTuple):
    """What a caller got: `wait` is 0 if it got a token, else the seconds until there is one."""

    wait: float
    left: int
    more_in: float
    """Seconds until there is one more than `left`."""


class TokenBuckets:
    """Each holds `burst` tokens at most and gains `rate` a second.

    Of a bucket only the time is kept when it will be full again (the generic cell rate algorithm, ITU-T I.371, in its
    form of a virtual schedule); one that is full need not be kept at all.
    """

    def __init__(self, rate: float, burst: int, most: int = MOST_CALLERS) -> None:
        self._interval = 1 / rate
        self._capacity = burst / rate
        self._most = most
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, caller: str, now: float) -> Taken:
        """Takes a token, if there is one. `now` is in seconds and never goes back."""
        before = max(self._full_at.pop(caller, now), now)
        wanted = before + self._interval - now
        wait = wanted - self._capacity
        granted = wait <= ROUNDING
        self._full_at[caller] = now + wanted if granted else before
        self._forget(now)
        if not granted:
            return Taken(wait, 0, wait)
        tokens = (self._capacity - wanted) / self._interval
        left = int(tokens + ROUNDING)
        return Taken(0, left, (left + 1 - tokens) * self._interval)

    def _forget(self, now: float) -> None:
        """Callers stand in the order in which they were last seen."""
        for _ in range(2):  # faster than they come
            caller, full_at = next(iter(self._full_at.items()))
            if full_at > now and len(self._full_at) <= self._most:
                return
            del self._full_at[caller]
