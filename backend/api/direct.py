"""The straight way for `POST /v1/predict`: what is plainly right need not pass FastAPI's machinery.

FastAPI's own way costs as much as three networks. So a body that pydantic reads as a drawing right from its bytes is
handed to the very function that FastAPI would call. Whatever else arrives goes FastAPI's way, body and all: there is
one definition of what a drawing is, what is answered, and what is said of mistakes.
"""

from time import perf_counter

from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.predict import PATH, predict
from backend.api.problems import problem, refusal
from backend.api.schemas import Drawing, Prediction
from backend.api.workshop import Overloaded
from backend.recognition.errors import InkError

PREDICTION = TypeAdapter(Prediction)
"""Writes an answer."""


class Direct:
    """Answers plainly right drawings itself, and passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST" or not _is_json(scope):
            await self.app(scope, receive, send)
            return
        try:
            body = await _read(receive)
        except ClientDisconnect:
            return
        except HTTPException as error:  # the body is too long
            await problem(error.status_code, error.detail, headers=error.headers)(scope, receive, send)
            return
        state = scope["app"].state
        arrived = perf_counter()
        drawing = plain_drawing(body)
        state.metrics.observe_drawing("parse", perf_counter() - arrived)
        if drawing is None or state.micro_batch is None:
            await self.app(scope, _again(body, receive), send)
            return
        try:
            prediction = await predict(drawing, state.micro_batch, state.settings, state.workshop, state.metrics)
        except (InkError, Overloaded) as error:
            await refusal(error)(scope, receive, send)
            return
        await _answer(PREDICTION.dump_json(prediction), send)


async def _answer(content: bytes, send: Send) -> None:
    """As Starlette does, which takes longer to find the headers out than pydantic takes for the content."""
    headers = [(b"content-length", b"%d" % len(content)), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def plain_drawing(body: bytes) -> Drawing | None:
    """The drawing that a body plainly is; None where it is none, or where a strict reader has to look twice.

    pydantic takes a key that comes twice; but a drawing has no text other than its keys, so that its quotes count them.
    """
    try:
        drawing = Drawing.model_validate_json(body)
    except (ValidationError, InkError):
        return None
    keys = len(drawing.model_fields_set) + sum(len(stroke.model_fields_set) for stroke in drawing.strokes)
    return drawing if body.count(b'"') == 2 * keys else None


def _is_json(scope: Scope) -> bool:
    """Whether the request says so in the shortest way, once, and nothing of an encoding."""
    said = [value for name, value in scope["headers"] if name in (b"content-type", b"content-encoding")]
    return said == [b"application/json"]


async def _read(receive: Receive) -> bytes:
    """The body. Starlette's way takes as long as the parsing. Raises ClientDisconnect."""
    pieces = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(pieces)


def _again(body: bytes, receive: Receive) -> Receive:
    """The stream of a request whose body was read."""
    read = False

    async def receive_again() -> Message:
        nonlocal read
        if read:
            return await receive()
        read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
