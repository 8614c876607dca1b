"""What routes are given: all of it by async functions. Others FastAPI calls in a thread, for the price of a network."""

from typing import Annotated, TypeVar

from anyio import CapacityLimiter
from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from backend.api.metrics import Metrics
from backend.api.micro_batch import MicroBatch
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


async def get_worker_threads(request: Request) -> CapacityLimiter:
    """How many requests may be read off the event loop at the same time."""
    threads: CapacityLimiter = request.app.state.worker_threads
    return threads


async def get_metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


SettingsDep = Annotated[Settings, Depends(get_settings)]
MicroBatchDep = Annotated[MicroBatch, Depends(get_micro_batch)]
RecognizerDep = Annotated[Recognizer, Depends(get_recognizer)]
ReaderDep = Annotated[NumberReader, Depends(get_reader)]
WorkerThreadsDep = Annotated[CapacityLimiter, Depends(get_worker_threads)]

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
