"""How messages are logged."""

import logging


def configure_logging(level: str) -> None:
    """Sends all messages of the process to stderr, from this level on."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
