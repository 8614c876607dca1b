"""The end of a listening socket, at which the kernel resets whatever has connected and is not accepted yet."""

import contextlib
import ctypes
import socket
import struct
import sys

_SO_ATTACH_FILTER = 26  # of Linux' asm-generic/socket.h
_NO_NEWCOMERS = b"".join(
    struct.pack("HBBI", *instruction)
    for instruction in (  # of Linux' filter.h, on a packet that begins with its TCP header
        (0x30, 0, 0, 13),  # load the byte with the flags
        (0x54, 0, 0, 0x12),  # keep SYN and ACK of them
        (0x15, 0, 1, 0x02),  # SYN alone is a client that begins
        (0x06, 0, 0, 0),  # which is dropped;
        (0x06, 0, 0, 0xFFFFFFFF),  # all else is let through
    )
)


def turn_away(listener: socket.socket) -> None:
    """From now on nobody can begin to connect, in any process that has the socket; who has begun can end it.

    Whoever begins now is not answered, tries again by itself after a second, and is refused then, or is with whoever
    listens there next. Where the kernel is no Linux, nothing happens.
    """
    if sys.platform != "linux":
        return
    code = ctypes.create_string_buffer(_NO_NEWCOMERS, len(_NO_NEWCOMERS))
    program = struct.pack("HP", len(_NO_NEWCOMERS) // struct.calcsize("HBBI"), ctypes.addressof(code))
    with contextlib.suppress(OSError):  # a kernel in a sandbox may know no filters
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)


def accept_all(listener: socket.socket, most: int) -> list[socket.socket]:
    """Whoever waits to be accepted at a socket that does not block, as long as there are file descriptors."""
    accepted: list[socket.socket] = []
    with contextlib.suppress(OSError):  # BlockingIOError where nobody waits any more
        while len(accepted) < most:
            accepted.append(listener.accept()[0])
    return accepted
