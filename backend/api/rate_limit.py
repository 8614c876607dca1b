"""A limit on how often one caller may ask."""

import ipaddress
import time
from collections.abc import Callable
from functools import lru_cache
from math import ceil

from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.api_keys import API, CALLER
from backend.api.problems import problem
from backend.api.token_buckets import Taken, TokenBuckets
from backend.api.visit import Header, add_headers

NOBODY = "nobody"
"""All callers without an address that can be read: they share one bucket."""

LONGEST_ADDRESS = 64
"""Characters; of IPv6 with a zone. What is longer is none, and is not kept in a cache."""


class RateLimit:
    """Refuses with 429 who asks too often: a key, else an address. Each process counts for itself.

    Answers say what is left, as draft-ietf-httpapi-ratelimit-headers-11 has it.
    """

    def __init__(self, app: ASGIApp, *, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`rate` calls a second in the long run, `burst` at once; the clock tells seconds."""
        self.app = app
        self.buckets = TokenBuckets(rate, burst)
        self.clock = clock
        self.policy = b'"default";q=%d;w=%d' % (burst, ceil(burst / rate))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(API):
            await self.app(scope, receive, send)
            return
        taken = self.buckets.take(_caller(scope), self.clock())
        add_headers(self._headers(taken))
        answer = self.app if taken.wait == 0 else _refusal(taken)
        await answer(scope, receive, send)

    def _headers(self, taken: Taken) -> list[Header]:
        limit = b'"default";r=%d;t=%d' % (taken.left, ceil(taken.more_in))
        return [(b"ratelimit-policy", self.policy), (b"ratelimit", limit)]


def _refusal(taken: Taken) -> ASGIApp:
    seconds = ceil(taken.wait)
    detail = f"This caller asks too often; ask again in {seconds} s."
    return problem(429, detail, headers={"Retry-After": str(seconds)})


def _caller(scope: Scope) -> str:
    """Its key, where keys are asked for; else its address, which uvicorn has taken from trusted proxies' headers."""
    if CALLER in scope:
        return str(scope[CALLER])
    client = scope.get("client")
    return _network(client[0][:LONGEST_ADDRESS]) if client else NOBODY


@lru_cache(maxsize=4096)
def _network(host: str) -> str:
    """An IPv4 address; of IPv6 the /64, which is what one customer has at least and can choose addresses from."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a proxy may hand on what it was told
        return NOBODY
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:  # an IPv4 caller at a socket for both protocols
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))
