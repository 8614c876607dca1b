"""The id by which a request is told from others, in its answer, in the log and in a trace."""

import re
from collections.abc import Iterable
from random import Random

HEADER = b"x-request-id"
SANE_ID = re.compile(rb"[A-Za-z0-9._:/+=@~-]{1,128}")
"""UUIDs, trace ids and what else proxies write; nothing that would need quotes in a log."""


class RequestIds:
    """Of one process, made when it has begun: copies of these would give the same ids."""

    def __init__(self) -> None:
        # Seeded by the system once: to ask it for every id takes a system call, and no id is a secret.
        self._chance = Random()  # noqa: S311

    def of(self, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
        """The first sane one of a request with these headers, their names in lower case; a new one without."""
        for name, value in headers:
            if name == HEADER and SANE_ID.fullmatch(value):
                return value
        return b"%032x" % self._chance.getrandbits(128)
