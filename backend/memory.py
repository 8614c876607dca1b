"""What a start leaves behind: garbage, and freed memory that the allocator keeps."""

import ctypes
import gc
import sys


def settle() -> None:
    """Ends the start: what is alive now stays, so that later collections need not look at it; the rest is given back.

    Loading a model takes its size several times for a moment, which glibc would keep: 5 MB.
    """
    gc.collect()
    gc.freeze()
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):  # glibc: no other keeps as much
        libc.malloc_trim(0)
