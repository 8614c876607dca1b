"""`python -m backend` serves the API, its documentation and the page; `--help` lists its commands and settings."""

import argparse
import contextlib
import errno
import socket
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

from backend.app import create_app, load_reader, load_recognizer
from backend.commands import new_key
from backend.commands.errors import CommandError
from backend.commands.predict import Job, add_predict, predict
from backend.logs import configure_logging
from backend.recognition.errors import ArtifactError
from backend.settings import Settings, SettingsError, load_settings, setting_rows

Address = tuple[Any, ...]
"""As sockets have it: host and port, and two more of IPv6."""

LAST_REQUESTS = 10
"""Seconds that requests in flight may take after the service is told to stop."""


def main() -> int:
    """Runs the command of the arguments, which serves unless they name another."""
    arguments = _parser().parse_args()
    status: int = arguments.run(arguments)
    return status


def serve(_: argparse.Namespace) -> int:
    """Serves until it is told to stop. Whatever prevents the start is one line on stderr and exit status 1."""
    try:
        settings = load_settings()
        recognizer = load_recognizer(settings)
        reader = load_reader(settings, recognizer)
        listener = _listen(settings.host, settings.port)
    except (SettingsError, ArtifactError, OSError) as error:
        return _refused(error)
    with listener:
        _serve(settings, create_app(settings, recognizer, reader), listener)
    return 0


def predict_files(options: argparse.Namespace) -> int:
    """Reads files into a table. Exit status 2 where some could not be read, which are listed; 130 after Ctrl-C."""
    try:
        job = Job(options.files, options.out, options.top_k, options.jobs)
        failed = predict(load_settings(), job)
    except (SettingsError, ArtifactError, CommandError) as error:
        return _refused(error)
    except KeyboardInterrupt:
        print("inkdigit: stopped; the same command goes on where it was.", file=sys.stderr)
        return 130
    for row in failed:
        place = f"{row['input']}:{row['line']}" if "line" in row else row["input"]
        print(f"{place}: {row['problem']}: {row['detail']}", file=sys.stderr)
    return 2 if failed else 0


def _refused(error: Exception) -> int:
    print("inkdigit:", " ".join(str(error).split()), file=sys.stderr)
    return 1


class AnnouncedServer(uvicorn.Server):
    """Says that it is there once it is."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()


def _serve(settings: Settings, app: FastAPI, listener: socket.socket) -> None:
    configure_logging(settings.log_level, settings.log_format)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # uvicorn's own would tell query strings; backend.api.access tells routes
        lifespan="on",
        ws="none",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in order by then, and passes the signal on
        AnnouncedServer(config, lambda: _announce(listener, settings)).run(sockets=[listener])


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


def _announce(listener: socket.socket, settings: Settings) -> None:
    host, port = listener.getsockname()[:2]
    origin = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if settings.frontend_dir:
        print(f"Page      {origin}/")
    print(f"API docs  {origin}/docs", flush=True)


def _parser() -> argparse.ArgumentParser:
    width = max(len(row.name) for row in setting_rows())
    rows = [f"  {name:{width}}  {text} [{default or 'empty'}]" for name, default, text in setting_rows()]
    parser = argparse.ArgumentParser(
        prog="python -m backend",
        description="Serves the API, its documentation and the page on one port, unless a command is given.",
        epilog="environment:\n" + "\n".join(rows),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=serve)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    new_key.add_parser(commands)
    add_predict(commands).set_defaults(run=predict_files)
    return parser


if __name__ == "__main__":
    sys.exit(main())
