"""What work leaves behind: garbage, and freed memory that the allocator keeps."""

import ctypes
import gc
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # M_… of glibc's malloc.h

AT_HAND = 1024 * 1024
"""Bytes. What is no larger is not asked of the kernel each time: to draw 32 drawings takes a third of the time."""


def settle() -> None:
    """Ends the start: what is alive now stays, so that later collections need not look at it; the rest is given back.

    Loading a model takes its size several times for a moment. From now on all threads share one heap: with one each,
    as glibc has it, every one keeps as much as the largest picture took, and they gain nothing by it, since Python has
    only one of them run at a time.
    """
    gc.collect()
    gc.freeze()
    if libc := _glibc():
        libc.mallopt(_ARENA_MAX, 1)
        libc.mallopt(_MMAP_THRESHOLD, AT_HAND)
        libc.mallopt(_TRIM_THRESHOLD, 2 * AT_HAND)
    give_back()


def give_back() -> None:
    """Gives freed memory back to the system. The next to need as much waits for it: some milliseconds a picture."""
    if libc := _glibc():
        libc.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    """The C library, if it is glibc: no other keeps as much, nor can be told to."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "malloc_trim") else None
