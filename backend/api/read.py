"""Reading numbers, line by line: from strokes, from an image."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query

from backend.api import number_schemas
from backend.api.deps import ContentType, MetricsDep, ReaderDep, SettingsDep, WorkshopDep
from backend.api.examples import NUMBERS
from backend.api.metrics import Metrics
from backend.api.number_schemas import Handwriting, NumberOptions, Transcript
from backend.api.openapi import BAD_STROKES, BAD_UPLOAD, errors
from backend.api.strict_route import StrictRoute
from backend.api.upload import UploadDep
from backend.recognition.line import Line

STROKES, IMAGE = "/v1/read", "/v1/read/image"

# Each reading goes to a worker thread, however short its drawing: how long it takes depends on how many digits it might
# hold and how they might be cut, which nobody knows before. The way there costs a tenth of a millisecond of several.
router = APIRouter(prefix="/v1/read", tags=["read"], route_class=StrictRoute)


@router.post(
    "",
    summary="Read numbers from pen strokes",
    response_description="What the strokes most probably say.",
    dependencies=[Depends(ContentType("application/json"))],
    responses=errors(BAD_STROKES),
)
async def read(
    handwriting: Annotated[Handwriting, Body(openapi_examples=NUMBERS)],
    reader: ReaderDep,
    settings: SettingsDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
) -> Transcript:
    """Post the strokes as for one digit, always all of them. Each line is read as one number; lines are answered from
    top to bottom, each with its digits and the strokes that make them.

    Say what you know of the numbers: how many digits they have, and whether their last digits check the others. It
    then looks for the most probable number of that kind. A line that cannot be one is for review, with the reason
    `constraint_unsatisfied`."""

    def transcribe() -> Transcript:
        ink = handwriting.ink(settings.max_points)
        lines = partial(reader.read, ink, handwriting.constraints())
        return _observed(metrics, STROKES, reader.version, lines, handwriting.written())

    return await workshop.run(transcribe)


@router.post(
    "/image",
    summary="Read numbers from an image",
    response_description="What the image most probably says.",
    dependencies=[Depends(ContentType("multipart/form-data"))],
    responses=errors(BAD_UPLOAD),
)
async def read_image(
    upload: UploadDep,
    reader: ReaderDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
    options: Annotated[NumberOptions, Query()],
) -> Transcript:
    """Upload a drawing, a scan or a photo of handwritten numbers as the file `image` of a form, and say in the query
    what you know of them. Each line is read as one number; `strokes` are empty, as an image has none."""

    def transcribe() -> Transcript:
        with metrics.stage(IMAGE, "parse").time():
            ink = upload.ink()
        return _observed(metrics, IMAGE, reader.version, partial(reader.read, ink, options.constraints()))

    return await workshop.run(transcribe)


def _transcript(version: str, lines: Iterable[Line], written: Sequence[int] = ()) -> Transcript:
    """`written`: the indices in the request of the strokes in the ink. The reader counts those alone, clients all."""
    answered = [number_schemas.Line.model_validate(line, from_attributes=True) for line in lines]
    for digit in (digit for line in answered for digit in line.digits):
        digit.strokes = [written[index] for index in digit.strokes]
    return Transcript(lines=answered, model_version=version)


def _observed(
    metrics: Metrics, route: str, version: str, read: Callable[[], Iterable[Line]], written: Sequence[int] = ()
) -> Transcript:
    """Reads, and answers what is read; both are measured, and each number is counted."""
    with metrics.stage(route, "read").time():
        lines = read()
    with metrics.stage(route, "answer").time():
        transcript = _transcript(version, lines, written)
    for line in transcript.lines:
        metrics.observe_number([one.digit for one in line.digits], line.probability, line.decision)
    return transcript
