"""Reading a digit: from strokes, from an image."""

import base64
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Body, Depends, File, Query, UploadFile
from starlette.exceptions import HTTPException

from backend.api.deps import ContentType, RecognizerDep, SettingsDep, WorkerThreadsDep
from backend.api.examples import DRAWINGS
from backend.api.openapi import NOT_READY, errors
from backend.api.schemas import Candidate, Drawing, ImageOptions, Prediction
from backend.api.strict_route import StrictRoute
from backend.recognition.errors import UnreadableImage
from backend.recognition.images import decode, encode_png
from backend.recognition.ink import StrokeInk
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
    responses=errors(
        {
            413: "The body is larger than 1 MiB, or the drawing has more than 10,000 points, unless set otherwise.",
            415: "The content type is not `application/json`.",
            422: "A field is missing or wrong (`invalid-request`, with each wrong field), "
            "or there is no ink (`blank-ink`).",
        }
        | NOT_READY
    ),
)
async def predict(
    drawing: Annotated[Drawing, Body(openapi_examples=DRAWINGS)],
    recognizer: RecognizerDep,
    settings: SettingsDep,
    threads: WorkerThreadsDep,
) -> Prediction:
    """Post the points as your canvas or touch screen delivers them: one entry in `strokes` for each time the pen goes
    down, with as many `x` as `y`. The unit, the size of the canvas, the place on it and the sampling rate do not
    matter; `y` grows downwards. Times (`t`, milliseconds) may come along.

    It answers within milliseconds, so you may post while the person is still writing: always all strokes so far.
    The `decision` counts once all is written: half a digit often is none."""

    def read() -> Reading:
        strokes = [(stroke.x, stroke.y) for stroke in drawing.strokes]
        return recognizer.read(StrokeInk.from_coordinates(strokes, max_points=settings.max_points))

    points = sum(len(stroke.x) for stroke in drawing.strokes)
    reading = read() if points <= LONG_DRAWING else await to_thread.run_sync(read, limiter=threads)
    return _prediction(recognizer, reading, drawing.top_k, drawing.include_frame)


@router.post(
    "/image",
    summary="Read a digit from an image",
    response_description="What the image most probably shows.",
    response_model_exclude_unset=True,
    dependencies=[Depends(ContentType("multipart/form-data"))],
    responses=errors(
        {
            400: "The form is damaged, or holds more than one file; or the Content-Length is not a number.",
            413: "The file is larger than 10 MiB, or the image has more than 25 megapixels, unless set otherwise.",
            415: "The content type is not `multipart/form-data`, or the file is no image that is read here.",
            422: "A field is missing or wrong (`invalid-request`, with each wrong field), the image is damaged "
            "(`unreadable-image`), or it is blank (`blank-ink`).",
        }
        | NOT_READY
    ),
)
async def predict_image(
    image: Annotated[UploadFile, File(description="PNG, JPEG, WebP, BMP, GIF or TIFF with one handwritten digit.")],
    recognizer: RecognizerDep,
    settings: SettingsDep,
    threads: WorkerThreadsDep,
    options: Annotated[ImageOptions, Query()],
) -> Prediction:
    """Upload a drawing, a scan or a photo of one digit as the file `image` of a form. Dark ink on light paper or light
    ink on dark, transparent backgrounds and turned photos (EXIF) are understood; the digit may stand anywhere."""
    if not image.size:
        raise UnreadableImage("The image file is empty.")
    if image.size > settings.max_image_bytes:
        raise HTTPException(413, f"The image file is larger than {settings.max_image_bytes} bytes.")

    def read() -> Reading:
        return recognizer.read(decode(image.file.read(), max_pixels=settings.max_image_pixels))

    return _prediction(
        recognizer, await to_thread.run_sync(read, limiter=threads), options.top_k, options.include_frame
    )


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
