"""What is known of the request that is being handled, wherever the code that asks runs."""

from contextvars import ContextVar


class Visit:
    """One request, from its arrival until it is answered. Made by `Access`, the outermost middleware."""

    __slots__ = ("problem", "request_id")

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        self.problem = ""
        """The slug of the last problem that was made of it."""


current_visit: ContextVar[Visit | None] = ContextVar("current_visit", default=None)
"""Worker threads see it too: they run in a copy of the request's context."""


def note_problem(slug: str) -> None:
    """Remembers why the request at hand is refused; outside of requests nothing."""
    visit = current_visit.get()
    if visit is not None:
        visit.problem = slug
