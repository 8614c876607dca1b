import socket
import sys

import pytest

from backend.server.closing import accept_all, turn_away


@pytest.mark.skipif(sys.platform != "linux", reason="no other kernel is asked to")
def test_who_has_connected_may_speak_and_nobody_else_connects() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        with socket.create_connection(address) as early:
            turn_away(listener)
            with pytest.raises(TimeoutError):
                socket.create_connection(address, timeout=0.2)
            early.sendall(b"early")
            with listener.accept()[0] as accepted:
                accepted.settimeout(5)
                assert accepted.recv(5) == b"early"


def test_where_nothing_listens_nobody_need_be_turned_away() -> None:
    listener = socket.socket()
    listener.close()
    turn_away(listener)


@pytest.mark.parametrize(("most", "accepted"), [(9, 3), (2, 2)])
def test_all_who_wait_are_accepted(most: int, accepted: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        waiting = [socket.create_connection(listener.getsockname()) for _ in range(3)]
        found = accept_all(listener, most)
        assert len(found) == accepted
        for one in waiting + found:
            one.close()
