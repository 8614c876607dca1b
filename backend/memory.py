"""What work leaves behind: garbage, freed memory that the allocator keeps, and code that is not run again."""

import ctypes
import gc
import re
import sys
from functools import cache
from pathlib import Path

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # M_… of glibc's malloc.h

AT_HAND = 1024 * 1024
"""Bytes. What is no larger is not asked of the kernel each time: to draw 32 drawings takes a third of the time."""

_DONT_NEED = 4  # MADV_DONTNEED of Linux' mman.h
_CODE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r-[-x]p .* /.*\n(?:[A-Z]\w+:.*\n)*?Private_Dirty: +0 kB$", re.MULTILINE)
"""Of /proc/self/smaps, where code and constants lie in memory as they are in their files."""


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


def give_back_code() -> None:
    """Most of what the libraries' code and constants take by now the start alone has used: 30 of 110 MB.

    It is as it is in the files, so that the kernel brings back from its cache what is used again, in microseconds.
    Nothing happens where the map of memory cannot be read, as when connections have taken all file descriptors.
    """
    libc = _glibc()
    if not libc:
        return
    try:
        memory = Path("/proc/self/smaps").read_text(encoding="utf-8")
    except OSError:
        return
    for start, end in _CODE.findall(memory):
        first, behind = int(start, 16), int(end, 16)
        libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(behind - first), _DONT_NEED)


@cache
def _glibc() -> ctypes.CDLL | None:
    """The C library, if it is glibc: no other keeps as much, nor can be told to."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "malloc_trim") else None
