"""`python -m backend` serves the API, its documentation and the page on one port; `--help` lists the settings."""

import argparse
import contextlib
import errno
import logging
import socket
import sys

import uvicorn

from backend.app import create_app
from backend.recognition.classifier import load_classifier
from backend.recognition.errors import ArtifactError
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings, SettingsError, load_settings, setting_rows

LAST_REQUESTS = 10
"""Seconds that requests in flight may take after the service is told to stop."""


def main() -> int:
    """Serves until it is told to stop. Whatever prevents the start is one line on stderr and exit status 1."""
    _parser().parse_args()
    try:
        settings = load_settings()
        recognizer = Recognizer(load_classifier(settings.model))
        listener = _listen(settings.host, settings.port)
    except (SettingsError, ArtifactError, OSError) as error:
        print(f"inkdigit: {error}", file=sys.stderr)
        return 1
    with listener:
        _announce(listener, settings)
        _serve(settings, recognizer, listener)
    return 0


def _serve(settings: Settings, recognizer: Recognizer, listener: socket.socket) -> None:
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        create_app(settings, recognizer),
        log_config=None,
        lifespan="on",
        ws="none",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in order by then, and passes the signal on
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, before the server starts: a taken port is known at once. Raises OSError with the remedy."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address, family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise OSError(f"Port {port} on {host} is taken; set INKDIGIT_PORT to another one.") from None
        raise OSError(f"Cannot listen on {host} port {port}: {error.strerror}.") from None


def _announce(listener: socket.socket, settings: Settings) -> None:
    host, port = listener.getsockname()[:2]
    origin = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if settings.frontend_dir and settings.frontend_dir.is_dir():
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
