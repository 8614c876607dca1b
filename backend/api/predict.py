"""Reading a digit: from strokes, from an image."""

import base64
from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query

from backend.api.deps import ContentType, MetricsDep, MicroBatchDep, RecognizerDep, SettingsDep, WorkshopDep
from backend.api.examples import DRAWINGS
from backend.api.metrics import STROKES
from backend.api.openapi import BAD_STROKES, BAD_UPLOAD, errors
from backend.api.schemas import Candidate, Drawing, ImageOptions, Prediction
from backend.api.strict_route import StrictRoute
from backend.api.upload import UploadDep
from backend.recognition.images import encode_png
from backend.recognition.recognizer import Reading, Recognizer

PATH = STROKES
IMAGE = "/v1/predict/image"

LONG_DRAWING = 500
"""Points. Most digits have fewer, and are read fastest right on the event loop. A long scribble, or thousands of
strokes of a point each, would keep that from all others for up to a tenth of a second, so it goes to a thread."""

router = APIRouter(prefix=PATH, tags=["predict"], route_class=StrictRoute)


@router.post(
    "",
    summary="Read a digit from pen strokes",
    response_description="What the strokes most probably are.",
    dependencies=[Depends(ContentType("application/json"))],
    responses=errors(BAD_STROKES),
)
async def predict(
    drawing: Annotated[Drawing, Body(openapi_examples=DRAWINGS)],
    digits: MicroBatchDep,
    settings: SettingsDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
) -> Prediction:
    """Post the points as your canvas or touch screen delivers them: one entry in `strokes` for each time the pen goes
    down, with as many `x` as `y`. The unit, the size of the canvas, the place on it and the sampling rate do not
    matter; `y` grows downwards. Times (`t`, milliseconds) may come along.

    It answers within milliseconds, so you may post while the person is still writing: always all strokes so far.
    The `decision` counts once all is written: half a digit often is none."""
    if drawing.points() <= LONG_DRAWING:
        reading = await digits.read(drawing.ink(settings.max_points))
    else:
        reading = await workshop.run(lambda: digits.recognizer.read(drawing.ink(settings.max_points)))
    read = perf_counter()
    prediction = answer(digits.recognizer, reading, drawing.top_k, include_frame=drawing.include_frame)
    metrics.observe_drawing("answer", perf_counter() - read)
    metrics.observe_answer(prediction["digit"], prediction["probability"], prediction["decision"])
    return prediction


@router.post(
    "/image",
    summary="Read a digit from an image",
    response_description="What the image most probably shows.",
    dependencies=[Depends(ContentType("multipart/form-data"))],
    responses=errors(BAD_UPLOAD),
)
async def predict_image(
    upload: UploadDep,
    recognizer: RecognizerDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
    options: Annotated[ImageOptions, Query()],
) -> Prediction:
    """Upload a drawing, a scan or a photo of one digit as the file `image` of a form. Dark ink on light paper or light
    ink on dark, transparent backgrounds and turned photos (EXIF) are understood; the digit may stand anywhere."""

    def read() -> Reading:
        with metrics.stage(IMAGE, "parse").time():
            ink = upload.ink()
        with metrics.stage(IMAGE, "read").time():
            return recognizer.read(ink)

    reading = await workshop.run(read)
    with metrics.stage(IMAGE, "answer").time():
        prediction = answer(recognizer, reading, options.top_k, include_frame=options.include_frame)
    metrics.observe_answer(prediction["digit"], prediction["probability"], prediction["decision"])
    return prediction


def candidates_of(reading: Reading, k: int) -> list[Candidate]:
    """The k most probable digits as they are answered."""
    return [{"digit": digit, "probability": probability} for digit, probability in reading.top(k)]


def answer(recognizer: Recognizer, reading: Reading, top_k: int, *, include_frame: bool = False) -> Prediction:
    """A reading as it is answered."""
    candidates = candidates_of(reading, top_k)
    prediction: Prediction = {
        "digit": candidates[0]["digit"],
        "probability": candidates[0]["probability"],
        "decision": reading.decision,
        "reasons": list(reading.reasons),
        "candidates": candidates,
        "model_version": recognizer.version,
    }
    if include_frame:
        prediction["frame"] = base64.b64encode(encode_png(reading.frame)).decode()
    return prediction
