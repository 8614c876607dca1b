"""How many connections there is room for: each takes one of the files that a process may have open."""

import sys
from functools import cache

if sys.platform != "win32":
    import resource

SPARED = 64
"""Files that are left for all else: models, logs, the server's own, and connections that end."""


@cache
def most_connections(requests: int) -> int:
    """As `ulimit -n` has it when it is asked first, where so many requests may each have a file of their own, as large
    uploads do; on Windows any number."""
    if sys.platform == "win32":
        return sys.maxsize
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if limit == resource.RLIM_INFINITY else max(limit - SPARED - requests, limit // 4, 1)
