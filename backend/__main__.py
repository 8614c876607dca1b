"""`python -m backend` serves the API, its documentation and the page; `--help` lists its commands and settings."""

import gc

gc.disable()  # all that the imports make stays: to look through it again and again takes a fifth of the start

import argparse
import errno
import socket
import sys
from functools import partial
from typing import Any

from backend.app import load_app
from backend.commands import new_key
from backend.commands.errors import CommandError
from backend.commands.job import Job, add_predict
from backend.recognition.errors import ArtifactError
from backend.server.server import serve as serve_app
from backend.server.supervisor import supervise
from backend.settings import Settings, SettingsError, load_settings, setting_rows

gc.freeze()  # nor look at it once more when the imports are through: that took as long as all the routes
gc.enable()

Address = tuple[Any, ...]
"""As sockets have it: host and port, and two more of IPv6."""


def main() -> int:
    """Runs the command of the arguments, which serves unless they name another."""
    arguments = _parser().parse_args()
    status: int = arguments.run(arguments)
    return status


def serve(_: argparse.Namespace) -> int:
    """Serves until it is told to stop. Whatever prevents the start is one line on stderr and exit status 1."""
    try:
        settings = load_settings()
        app = load_app(settings) if settings.workers == 1 else None  # else it is the workers that load
        listener = _listen(settings.host, settings.port)
    except (SettingsError, ArtifactError, OSError) as error:
        return _refused(error)
    with listener:
        announce = partial(_announce, listener.getsockname(), settings)
        if app is None:
            return supervise(settings, listener, announce)
        serve_app(settings, app, listener, announce=announce)
    return 0


def predict_files(options: argparse.Namespace) -> int:
    """Reads files into a table. Exit status 2 where some could not be read, which are listed; 130 after Ctrl-C."""
    from backend.commands.predict import predict  # the service has no use for pools of processes and progress bars

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
