"""Reading the artifacts again while the service goes on."""

import logging

from anyio import to_thread
from fastapi import FastAPI

from backend.app import load_reader, load_recognizer, use_models
from backend.recognition.errors import ArtifactError
from backend.recognition.reader import NumberReader
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings

logger = logging.getLogger(__name__)


async def reload_artifacts(app: FastAPI) -> None:
    """Swaps what the settings name for what is served, both models at once; requests in hand keep what they have.

    What cannot be served is told in one line of the log, and the old models go on.
    """
    try:
        recognizer, reader = await to_thread.run_sync(_load, app.state.settings)
    except ArtifactError as error:
        logger.error("Not reloaded, the old models go on: %s", " ".join(str(error).split()))
        return
    use_models(app, recognizer, reader)
    logger.info("Reloaded: digits %s, numbers %s", recognizer.version, reader.version)


def _load(settings: Settings) -> tuple[Recognizer, NumberReader]:
    recognizer = load_recognizer(settings)
    return recognizer, load_reader(settings, recognizer)
