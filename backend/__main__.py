"""`python -m backend` serves the API, its documentation and the page on one port; `--help` lists the settings."""

import argparse
import errno
import socket
import sys
from functools import partial
from typing import Any

from backend.app import load_app
from backend.recognition.errors import ArtifactError
from backend.server.server import serve
from backend.server.supervisor import supervise
from backend.settings import Settings, SettingsError, load_settings, setting_rows

Address = tuple[Any, ...]
"""As sockets have it: host and port, and two more of IPv6."""


def main() -> int:
    """Serves until it is told to stop. Whatever prevents the start is one line on stderr and exit status 1."""
    _parser().parse_args()
    try:
        settings = load_settings()
        app = load_app(settings) if settings.workers == 1 else None  # else it is the workers that load
        listener = _listen(settings.host, settings.port)
    except (SettingsError, ArtifactError, OSError) as error:
        print("inkdigit:", " ".join(str(error).split()), file=sys.stderr)
        return 1
    with listener:
        announce = partial(_announce, listener.getsockname(), settings)
        if app is None:
            return supervise(settings, listener, announce)
        serve(settings, app, listener, announce=announce)
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, before the server starts: a taken port is known at once. Raises OSError with the remedy."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, address = _preferred([(one[0], one[4]) for one in found])
        every_network = address[0] == "::" and socket.has_dualstack_ipv6()
        return socket.create_server(address, family=family, dualstack_ipv6=every_network)
    except UnicodeError:  # names are encoded by the rules of IDNA
        raise OSError(f"Cannot listen on {host} port {port}: this is no host name.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise OSError(f"Port {port} on {host} is taken; set INKDIGIT_PORT to another one.") from None
        raise OSError(f"Cannot listen on {host} port {port}: {error.strerror}.") from None


def _preferred(addresses: list[tuple[socket.AddressFamily, Address]]) -> tuple[socket.AddressFamily, Address]:
    """The first of IPv4, else the first: `localhost`, which often is ::1 as well, is then 127.0.0.1 everywhere."""
    return min(addresses, key=lambda one: one[0] != socket.AF_INET)


def _announce(address: Address, settings: Settings) -> None:
    host, port = address[:2]
    origin = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if settings.frontend_dir:
        print(f"Page      {origin}/")
    print(f"API docs  {origin}/docs", flush=True)


def _parser() -> argparse.ArgumentParser:
    width = max(len(row.name) for row in setting_rows())
    rows = [f"  {name:{width}}  {text} [{default or 'empty'}]" for name, default, text in setting_rows()]
    return argparse.ArgumentParser(
        prog="python -m backend",
        description="Serves the API, its documentation and the page on one port.",
        epilog="environment:\n" + "\n".join(rows),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


if __name__ == "__main__":
    sys.exit(main())
