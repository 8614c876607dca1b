"""Clients that ask all the time, in threads, over real sockets."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.processes import connected
from tests.server.wire import LINE

HEADERS = {"Content-Type": "application/json"}


def ask(connection: http.client.HTTPConnection) -> tuple[int, dict[str, str], bytes]:
    connection.request("POST", "/v1/predict", LINE, HEADERS)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


class Client(threading.Thread):
    """Asks on one connection, one thing after the other, until it is told that the connection ends.

    One that comes back asks on the next one then, until there is nobody who listens.
    """

    def __init__(self, port: int, *, comes_back: bool = False) -> None:
        super().__init__()
        self.port = port
        self.comes_back = comes_back
        self.statuses: list[int] = []
        self.failure = ""
        self.stop = False

    def run(self) -> None:
        try:
            self._ask_on_a_connection()
            while self.comes_back and not self.stop:
                self._ask_on_a_connection()
        except (OSError, http.client.HTTPException) as failure:
            if not (self.comes_back and isinstance(failure, ConnectionRefusedError)):
                self.failure = repr(failure)

    def _ask_on_a_connection(self) -> None:
        with connected(self.port) as connection:
            while not self.stop:
                status, headers, _ = ask(connection)
                self.statuses.append(status)
                if headers.get("connection") == "close":
                    break


@contextmanager
def crowd(port: int, count: int = 8, *, comes_back: bool = False) -> Iterator[list[Client]]:
    """Clients that ask all the time; they have ended at the end."""
    clients = [Client(port, comes_back=comes_back) for _ in range(count)]
    for client in clients:
        client.start()
    try:
        yield clients
    finally:
        for client in clients:
            client.stop = True
            client.join()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def readiness(port: int) -> int:
    with connected(port) as connection:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status


def version(port: int) -> str:
    with connected(port) as connection:
        connection.request("GET", "/v1/model")
        return str(json.loads(connection.getresponse().read())["version"])
