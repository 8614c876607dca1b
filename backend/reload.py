"""Reading the artifacts again while the service goes on."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from fastapi import FastAPI

from backend.app import load_models, use_models
from backend.recognition.errors import ArtifactError

Product = TypeVar("Product")

logger = logging.getLogger(__name__)


async def reload_artifacts(app: FastAPI) -> None:
    """Swaps what the settings name for what is served, both models at once; requests in hand keep what they have.

    What cannot be served is told in one line of the log, and the old models go on.
    """
    try:
        recognizer, reader = await _aside(lambda: load_models(app.state.settings))
    except ArtifactError as error:
        logger.error("Not reloaded, the old models go on: %s", " ".join(str(error).split()))
        return
    use_models(app, recognizer, reader)
    logger.info("Reloaded: digits %s, numbers %s", recognizer.version, reader.version)


async def _aside(work: Callable[[], Product]) -> Product:
    """What the function answers or raises, in a thread of its own that the end of the process does not wait for, as it
    does for those of pools: a file that is never read to its end would keep it for ever."""
    future: Future[Product] = Future()
    future.set_running_or_notify_cancel()  # whoever has gone away leaves it as it is, for the thread to fill
    Thread(target=_fulfil, args=(future, work), name="reload", daemon=True).start()
    return await asyncio.wrap_future(future)


def _fulfil(future: Future[Product], work: Callable[[], Product]) -> None:
    try:
        future.set_result(work())
    except Exception as error:
        future.set_exception(error)
