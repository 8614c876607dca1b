"""What is known of the request that is being handled, wherever the code that asks runs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from starlette.types import Message

Header = tuple[bytes, bytes]
"""Name, in lower case as ASGI has it, and value."""

_LISTS = (b"vary",)
"""Headers that say the same in several of that name as in one (RFC 9110, 5.3)."""


class Visit:
    """One request, from its arrival until it is answered. Made by `Access`, the outermost middleware."""

    __slots__ = ("headers", "problem", "request_id", "status")

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        self.problem = ""
        """The slug of the last problem that was made of it."""
        self.status: int | None = None
        """Of its answer, once that has begun."""
        self.headers: list[Header] = []
        """Those that its answer gets beside its own."""

    def begin_answer(self, message: Message) -> None:
        """Notes the start of the answer, and gives it the headers that it has not set itself."""
        self.status = message["status"]
        own = list(message.get("headers", ()))
        names = {name for name, _ in own}.difference(_LISTS)
        message["headers"] = own + [header for header in self.headers if header[0] not in names]


current_visit: ContextVar[Visit | None] = ContextVar("current_visit", default=None)
"""Worker threads see it too: they run in a copy of the request's context."""


@contextmanager
def visiting(visit: Visit) -> Iterator[Visit]:
    """It is at hand for as long as a `with` lasts."""
    token = current_visit.set(visit)
    try:
        yield visit
    finally:
        current_visit.reset(token)


def note_problem(slug: str) -> None:
    """Remembers why the request at hand is refused; outside of requests nothing."""
    visit = current_visit.get()
    if visit is not None:
        visit.problem = slug


def add_headers(headers: Iterable[Header]) -> None:
    """To the answer of the request at hand, unless it has its own of that name; outside of requests nothing.

    They are written once, by `Access`: that each middleware wraps `send` for itself costs a tenth of a request.
    """
    visit = current_visit.get()
    if visit is not None:
        visit.headers.extend(headers)
