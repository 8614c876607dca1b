"""Reading a digit: from strokes, from an image."""

import base64
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query

from backend.api.deps import ContentType, RecognizerDep, SettingsDep, WorkshopDep
from backend.api.examples import DRAWINGS
from backend.api.openapi import BAD_STROKES, BAD_UPLOAD, errors
from backend.api.schemas import Candidate, Drawing, ImageOptions, Prediction
from backend.api.strict_route import StrictRoute
from backend.api.upload import UploadDep
from backend.recognition.images import encode_png
from backend.recognition.recognizer import Reading, Recognizer

LONG_DRAWING = 500
"""Points. Most digits have fewer, and are read fastest right on the event loop. A long scribble, or thousands of
strokes of a point each, would keep that from all others for up to a tenth of a second, so it goes to a thread."""

router = APIRouter(prefix="/v1/predict", tags=["predict"], route_class=StrictRoute)


@router.post(
    "",
    summary="Read a digit from pen strokes",
    response_description="What the strokes most probably are.",
    response_model_exclude_unset=True,
    dependencies=[Depends(ContentType("application/json"))],
    responses=errors(BAD_STROKES),
)
async def predict(
    drawing: Annotated[Drawing, Body(openapi_examples=DRAWINGS)],
    recognizer: RecognizerDep,
    settings: SettingsDep,
    workshop: WorkshopDep,
) -> Prediction:
    """Post the points as your canvas or touch screen delivers them: one entry in `strokes` for each time the pen goes
    down, with as many `x` as `y`. The unit, the size of the canvas, the place on it and the sampling rate do not
    matter; `y` grows downwards. Times (`t`, milliseconds) may come along.

    It answers within milliseconds, so you may post while the person is still writing: always all strokes so far.
    The `decision` counts once all is written: half a digit often is none."""

    def read() -> Reading:
        return recognizer.read(drawing.ink(settings.max_points))

    reading = read() if drawing.points() <= LONG_DRAWING else await workshop.run(read)
    return _prediction(recognizer, reading, drawing.top_k, drawing.include_frame)


@router.post(
    "/image",
    summary="Read a digit from an image",
    response_description="What the image most probably shows.",
    response_model_exclude_unset=True,
    dependencies=[Depends(ContentType("multipart/form-data"))],
    responses=errors(BAD_UPLOAD),
)
async def predict_image(
    upload: UploadDep,
    recognizer: RecognizerDep,
    workshop: WorkshopDep,
    options: Annotated[ImageOptions, Query()],
) -> Prediction:
    """Upload a drawing, a scan or a photo of one digit as the file `image` of a form. Dark ink on light paper or light
    ink on dark, transparent backgrounds and turned photos (EXIF) are understood; the digit may stand anywhere."""

    def read() -> Reading:
        return recognizer.read(upload.ink())

    reading = await workshop.run(read)
    return _prediction(recognizer, reading, options.top_k, options.include_frame)


def _prediction(recognizer: Recognizer, reading: Reading, top_k: int, include_frame: bool) -> Prediction:
    candidates = [Candidate(digit=one.digit, probability=one.probability) for one in reading.top(top_k)]
    prediction = Prediction(
        digit=candidates[0].digit,
        probability=candidates[0].probability,
        decision=reading.decision,
        reasons=list(reading.reasons),
        candidates=candidates,
        model_version=recognizer.version,
    )
    if include_frame:
        prediction.frame = base64.b64encode(encode_png(reading.frame)).decode()
    return prediction
