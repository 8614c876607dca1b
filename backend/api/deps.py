"""What routes are given: all of it by async functions. Others FastAPI calls in a thread, for the price of a network."""

from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from backend.api.load import Load
from backend.api.metrics import Metrics
from backend.api.micro_batch import MicroBatch
from backend.api.workshop import Workshop
from backend.recognition.reader import NumberReader
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings

Part = TypeVar("Part")


async def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def get_recognizer(request: Request) -> Recognizer:
    """The recognizer, once it is loaded and warm; 503 until then."""
    recognizer: Recognizer | None = request.app.state.recognizer
    return _loaded(recognizer)


async def get_reader(request: Request) -> NumberReader:
    """The reader of numbers, once its model is loaded and warm; 503 until then."""
    reader: NumberReader | None = request.app.state.reader
    return _loaded(reader)


async def get_micro_batch(request: Request) -> MicroBatch:
    """What reads digits from strokes, once the model is loaded and warm; 503 until then."""
    digits: MicroBatch | None = request.app.state.micro_batch
    return _loaded(digits)


async def get_workshop(request: Request) -> Workshop:
    """Where requests are read off the event loop."""
    workshop: Workshop = request.app.state.workshop
    return workshop


async def refuse_when_stopping(request: Request) -> None:
    """503 from the signal to stop on."""
    load: Load = request.app.state.load
    if load.stopping:
        raise HTTPException(503, "The service is stopping.")


async def get_metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


SettingsDep = Annotated[Settings, Depends(get_settings)]
MicroBatchDep = Annotated[MicroBatch, Depends(get_micro_batch)]
RecognizerDep = Annotated[Recognizer, Depends(get_recognizer)]
ReaderDep = Annotated[NumberReader, Depends(get_reader)]
WorkshopDep = Annotated[Workshop, Depends(get_workshop)]

MetricsDep = Annotated[Metrics, Depends(get_metrics)]


class ContentType:
    """Refuses a request of another content type with 415, before anything is said about its fields."""

    def __init__(self, expected: str) -> None:
        self.expected = expected

    async def __call__(self, request: Request) -> None:
        sent = request.headers.get("content-type", "")
        if sent.partition(";")[0].strip().lower() != self.expected:
            raise HTTPException(415, f"The content type must be {self.expected}.", {"Accept": self.expected})


def _loaded(part: Part | None) -> Part:
    if part is None:
        raise HTTPException(503, "The model is being loaded.", {"Retry-After": "1"})
    return part
