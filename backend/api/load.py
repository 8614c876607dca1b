"""How much the process has in hand, and how much it takes on."""

from dataclasses import dataclass


@dataclass
class Load:
    """One a process. The server counts, the routes and whoever measures look; all of it on the event loop."""

    most_requests: int
    """Requests that have arrived and are not answered. Of one more, nothing but its refusal is written."""
    most_arriving: int
    """Requests whose body is on its way."""
    arriving: int = 0
    refused: int = 0
    """Requests answered 503 since the start because too much was in hand already."""
    stopping: bool = False
    """From the signal to stop on: not ready any more, while what comes is still answered."""
