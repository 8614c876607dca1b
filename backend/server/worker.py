"""One of several processes that serve: `python -m backend.server.worker FD`, started by the supervisor alone.

FD is the listening socket. A line on stdout says that it serves; the end of stdin, that its supervisor is no more.
"""

import gc

gc.disable()  # as in backend.__main__

import asyncio
import signal
import socket
import sys

from backend.app import load_app
from backend.recognition.errors import ArtifactError
from backend.server.server import serve
from backend.settings import SettingsError, load_settings

gc.freeze()
gc.enable()


def main() -> int:
    """Serves until it is told to stop. Whatever prevents the start is one line on stderr and exit status 1."""
    try:
        settings = load_settings()
        app = load_app(settings)
    except (SettingsError, ArtifactError) as error:
        print("inkdigit:", " ".join(str(error).split()), file=sys.stderr)
        return 1
    with socket.socket(fileno=int(sys.argv[1])) as listener:
        serve(settings, app, listener, announce=_announce)
    return 0


def _announce() -> None:
    print("ready", flush=True)
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _stop)


def _stop() -> None:
    """At once: the next supervisor wants the port."""
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())
