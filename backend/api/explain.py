"""Why a digit is read as it is: from strokes, from an image."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query

from backend.api.deps import ContentType, MetricsDep, RecognizerDep, SettingsDep, WorkshopDep
from backend.api.examples import QUESTIONS
from backend.api.explanation import Comparison, Explanation, Question
from backend.api.metrics import Metrics
from backend.api.openapi import BAD_STROKES, BAD_UPLOAD, errors
from backend.api.predict import candidates_of
from backend.api.strict_route import StrictRoute
from backend.api.upload import UploadDep
from backend.recognition.ink import Ink
from backend.recognition.recognizer import Recognizer

STROKES, IMAGE = "/v1/explain", "/v1/explain/image"

METHOD = """

The method is occlusion: the model is asked again about some 150 variants of the picture. On a grid of 2 pixels, ink is
taken away under a Gaussian window (standard deviation 2 pixels) wherever there is some; on a grid of 3 pixels, ink is
added under one of 1.5 pixels wherever there is paper near the ink. A variant counts by how much `log_odds` fall, and
each pixel is answered the mean of the variants around it, weighted by their windows: for ink (`frame` from 64 on) of
those with less ink, for paper of those with more. Nothing is drawn by lot, so the same ink is answered the same."""

# Each explanation goes to a worker thread: it takes as long as a hundred readings.
router = APIRouter(prefix=STROKES, tags=["explain"], route_class=StrictRoute)


@router.post(
    "",
    summary="Explain a digit from pen strokes",
    description="Post the strokes as for `/v1/predict`. Without `digit` and `against` it answers what speaks for the "
    "most probable digit and against all others; name the runner-up in `against` for what tells the two apart. "
    "Ask once all is written: it takes a hundred times as long as to read a digit." + METHOD,
    response_description="What in the strokes speaks for the digit.",
    dependencies=[Depends(ContentType("application/json"))],
    responses=errors(BAD_STROKES),
)
async def explain(
    question: Annotated[Question, Body(openapi_examples=QUESTIONS)],
    recognizer: RecognizerDep,
    settings: SettingsDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
) -> Explanation:
    def ink() -> Ink:
        return question.ink(settings.max_points)

    return await workshop.run(lambda: _explained(recognizer, ink, question, metrics, STROKES))


@router.post(
    "/image",
    summary="Explain a digit from an image",
    description="Upload an image as for `/v1/predict/image`, and say in the query what to explain; name `against` once "
    "for each digit (`?against=4&against=9`)." + METHOD,
    response_description="What in the image speaks for the digit.",
    dependencies=[Depends(ContentType("multipart/form-data"))],
    responses=errors(BAD_UPLOAD),
)
async def explain_image(
    upload: UploadDep,
    recognizer: RecognizerDep,
    workshop: WorkshopDep,
    metrics: MetricsDep,
    comparison: Annotated[Comparison, Query()],
) -> Explanation:
    return await workshop.run(lambda: _explained(recognizer, upload.ink, comparison, metrics, IMAGE))


def _explained(
    recognizer: Recognizer, ink: Callable[[], Ink], asked: Comparison, metrics: Metrics, route: str
) -> Explanation:
    """Takes a tenth of a second: call it in a worker thread. Raises InkError."""
    with metrics.stage(route, "parse").time():
        given = ink()
    with metrics.stage(route, "read").time():
        reading, told = recognizer.explain(given, asked.asked(), asked.against)
    with metrics.stage(route, "answer").time():
        return Explanation(
            digit=told.digit,
            against=list(told.against),
            log_odds=round(told.log_odds, 4),
            saliency=(told.saliency.astype(float).round(4) + 0.0).tolist(),  # no -0.0
            frame=reading.frame.tolist(),
            candidates=candidates_of(reading, 10),
            model_version=recognizer.version,
        )
