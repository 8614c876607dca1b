"""Reading many digits with one request, each by itself: one that cannot be read spoils no other."""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Body, Depends
from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from backend.api.batch_schemas import Batch, BatchAnswer, BatchAnswers, BatchItem, plain_frame
from backend.api.deps import ContentType, MetricsDep, RecognizerDep, SettingsDep, WorkshopDep
from backend.api.examples import BATCHES
from backend.api.metrics import Metrics
from backend.api.openapi import BAD_BATCH, errors
from backend.api.predict import answer
from backend.api.problems import Problem, field_error, fields_problem, ink_problem, status_problem
from backend.api.strict_route import StrictRequest, StrictRoute, parse_json
from backend.api.upload import refuse_size
from backend.recognition.errors import InkError
from backend.recognition.images import decode
from backend.recognition.ink import FrameInk, ImageInk, Ink
from backend.recognition.recognizer import Reading, Recognizer
from backend.settings import Settings

PATH = "/v1/predict/batch"

MOST_PICTURES = 64
"""So many are in memory at the same time, each of at most a mebibyte. All else in a batch is read at once: between two
parts Python's code and the network's weights drive each other out of the processor's caches. In four parts of 64 frames
it takes a twentieth longer."""

_ANSWERS = TypeAdapter(BatchAnswers)

MOST_ERRORS = 10
"""Wrong fields that are named of one item."""

Outcome = Reading | InkError | Problem
"""Of an item: what it was read as, or why it was not."""


class BatchRequest(StrictRequest):
    """A request whose body may be so large that it is parsed off the event loop."""

    async def json(self) -> object:
        return await to_thread.run_sync(parse_json, await self.body())  # no more of them than requests in hand


class BatchRoute(StrictRoute):
    """A route that gets such requests."""

    request_class = BatchRequest


router = APIRouter(prefix=PATH, tags=["predict"], route_class=BatchRoute)


@router.post(
    "",
    summary="Read many digits at once",
    response_description="What became of each item.",
    response_model=BatchAnswers,
    dependencies=[Depends(ContentType("application/json"))],
    responses=errors(BAD_BATCH),
)
async def predict_batch(
    batch: Annotated[Batch, Body(openapi_examples=BATCHES)],
    recognizer: RecognizerDep,
    settings: SettingsDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
) -> Response:
    """Post up to 256 digits, each as strokes, as an image or as a frame that is ready. The answer is always 200 if the
    batch itself is in order: it holds for each item, in the same order, either its `prediction` or its `problem`, the
    same as the item would have got alone."""

    def read() -> bytes:
        outcomes = _read(batch.items, recognizer, settings, metrics)
        with metrics.stage(PATH, "answer").time():
            answers = [_answer(outcome, batch.top_k, recognizer) for outcome in outcomes]
            content = _ANSWERS.dump_json(BatchAnswers.model_construct(answers=answers), exclude_unset=True)
        _count(answers, metrics)
        return content

    return Response(await workshop.run(read), media_type="application/json")


def _read(items: Sequence[object], recognizer: Recognizer, settings: Settings, metrics: Metrics) -> list[Outcome]:
    """What became of each item. The seconds of a stage are those of the whole batch, in however many parts."""
    outcomes: list[Outcome] = []
    read_s, started = 0.0, perf_counter()
    for inks in _chunks(items, settings):
        parsed = perf_counter()
        outcomes += _chunk_outcomes(inks, recognizer, metrics)
        del inks  # else its pictures stay until the next are there
        read_s += perf_counter() - parsed
    metrics.stage(PATH, "parse").observe(perf_counter() - started - read_s)
    metrics.stage(PATH, "read").observe(read_s)
    return outcomes


def _chunks(items: Sequence[object], settings: Settings) -> Iterator[list[Ink | FrameInk | Problem]]:
    """The items as what can be read at once."""
    inks: list[Ink | FrameInk | Problem] = []
    pictures = 0
    for number, item in enumerate(items):
        inks.append(ink := _ink_or_problem(number, item, settings))
        pictures += isinstance(ink, ImageInk)
        if pictures == MOST_PICTURES:
            yield inks
            inks, pictures = [], 0
    yield inks


def _chunk_outcomes(
    inks: Sequence[Ink | FrameInk | Problem], recognizer: Recognizer, metrics: Metrics
) -> Iterator[Outcome]:
    sound = [ink for ink in inks if not isinstance(ink, Problem)]
    readings = iter(recognizer.read_many(sound))
    if sound:
        metrics.observe_size(len(sound))
    return (ink if isinstance(ink, Problem) else next(readings) for ink in inks)


def _answer(outcome: Outcome, top_k: int, recognizer: Recognizer) -> BatchAnswer:
    if isinstance(outcome, Problem):
        return {"problem": outcome}
    if isinstance(outcome, InkError):
        return {"problem": ink_problem(outcome)}
    return {"prediction": answer(recognizer, outcome, top_k)}


def _count(answers: Sequence[BatchAnswer], metrics: Metrics) -> None:
    read = [answer["prediction"] for answer in answers if "prediction" in answer]
    metrics.observe_answers(
        [prediction["digit"] for prediction in read],
        [prediction["probability"] for prediction in read],
        [prediction["decision"] for prediction in read],
    )


def _ink_or_problem(number: int, item: object, settings: Settings) -> Ink | FrameInk | Problem:
    if pixels := plain_frame(item):
        return FrameInk.from_bytes(pixels)
    try:
        return _ink(BatchItem.model_validate(item), settings)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        found = [field_error("body", ("items", number, *one["loc"]), one["msg"]) for one in wrong[:MOST_ERRORS]]
        return fields_problem(found, len(wrong))
    except InkError as error:
        return ink_problem(error)
    except HTTPException as error:
        return status_problem(error.status_code, error.detail)


def _ink(item: BatchItem, settings: Settings) -> Ink | FrameInk:
    """Raises InkError, HTTPException for an image of too many bytes."""
    if "strokes" in item.model_fields_set:
        return item.ink(settings.max_points)
    if "frame" in item.model_fields_set:
        return FrameInk.from_bytes(item.frame)
    refuse_size(len(item.image), settings)
    return decode(item.image, max_pixels=settings.max_image_pixels)
