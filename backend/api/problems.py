"""Every error as an RFC 9457 problem: one shape, one media type, one place that gives domain errors their HTTP status.

`type` is a URN that ends in the slug: it names the kind for machines, on every host, and promises no page behind it.
"""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from backend.api.visit import note_problem
from backend.api.workshop import Overloaded
from backend.recognition.errors import ImageTooLarge, InkError, TooManyPoints, UnsupportedImage

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:inkdigit:problem:"
MOST_ERRORS = 100
"""A body can be wrong in a hundred thousand places; nobody reads more of them than this."""
LONGEST_TEXT = 200

STATUS_OF: dict[type[InkError], int] = {TooManyPoints: 413, ImageTooLarge: 413, UnsupportedImage: 415}
"""Every other InkError is 422: the request is well formed, its ink cannot be read."""

KINDS: dict[int, tuple[str, str]] = {
    400: ("malformed-request", "The request is malformed"),
    401: ("unauthorized", "An API key is needed"),
    404: ("not-found", "There is nothing at this address"),
    405: ("method-not-allowed", "The method is not allowed here"),
    408: ("request-timeout", "The request took too long to arrive"),
    413: ("content-too-large", "The request is too large"),
    415: ("unsupported-media-type", "The content type or encoding is not supported"),
    422: ("invalid-request", "The request is invalid"),
    429: ("too-many-requests", "There are too many requests"),
    431: ("headers-too-large", "The head of the request is too large"),
    500: ("internal-error", "The service failed"),
    503: ("not-ready", "The service is not ready"),
}

OVERLOADED = ("overloaded", "The service has too much to do")
"""The other kind of 503."""


class FieldError(BaseModel):
    """One wrong field of the request."""

    part: Literal["body", "query", "path"] = Field(description="The part of the request that the field is in.")
    pointer: str = Field(
        description="JSON Pointer (RFC 6901) to the field in that part; empty for the whole part.",
        examples=["/strokes/0/x/3"],
    )
    detail: str = Field(description="What is wrong with it.", examples=["Input should be a valid number"])


class Problem(BaseModel):
    """An error as RFC 9457 has it. Programs should look at `type` and `status`, people at `title` and `detail`."""

    type: str = Field(description="URI of the kind of problem.", examples=[TYPE_PREFIX + "blank-ink"])
    title: str = Field(description="The kind of problem in words.", examples=["There is no ink"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What happened this time.", examples=["The strokes have no point."])
    errors: list[FieldError] = Field(
        default_factory=list,
        description=f"Each wrong field, where `type` ends in `invalid-request`; at most {MOST_ERRORS}.",
    )


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """The answer with the problem of an HTTP status."""
    return _response(status_problem(status, detail), headers)


def status_problem(status: int, detail: str) -> Problem:
    """The problem of an HTTP status."""
    slug, title = KINDS.get(status, (f"http-{status}", HTTPStatus(status).phrase))
    return Problem(type=TYPE_PREFIX + slug, title=title, status=status, detail=detail)


def overload_problem() -> Response:
    """503 for what is not taken on because too much is waiting already."""
    slug, title = OVERLOADED
    detail = "Too much is waiting to be read; ask again in a moment."
    return _response(Problem(type=TYPE_PREFIX + slug, title=title, status=503, detail=detail), {"Retry-After": "1"})


def refusal(error: InkError | Overloaded) -> Response:
    """The answer to what cannot be read, or not now."""
    return _response(ink_problem(error)) if isinstance(error, InkError) else overload_problem()


def ink_problem(error: InkError) -> Problem:
    """The problem of ink that cannot be read."""
    status = STATUS_OF.get(type(error), 422)
    return Problem(type=TYPE_PREFIX + error.slug, title=error.title, status=status, detail=str(error))


def fields_problem(found: Sequence[FieldError], count: int) -> Problem:
    """The problem of `count` wrong fields, of which at least the first is found."""
    slug, title = KINDS[422]
    more = f" (and {count - 1} more)" if count > 1 else ""
    detail = f"{found[0].pointer or 'The ' + found[0].part}: {found[0].detail}{more}"
    return Problem(type=TYPE_PREFIX + slug, title=title, status=422, detail=detail, errors=list(found))


def field_error(part: Literal["body", "query", "path"], path: Sequence[str | int], message: str) -> FieldError:
    """What pydantic says is wrong, cut to a length that is fit for an answer."""
    return FieldError(part=part, pointer=_pointer(path), detail=_message(message))


def install_handlers(app: FastAPI) -> None:
    """Turns every expected exception of the app into its problem."""
    app.add_exception_handler(InkError, _on_refusal)
    app.add_exception_handler(Overloaded, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_exception)


async def _on_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, InkError | Overloaded)
    return refusal(error)


async def _on_validation_error(_: Request, error: Exception) -> Response:
    """422 with each wrong field; the place where the text stops being JSON, if it is none."""
    assert isinstance(error, RequestValidationError)
    if isinstance(error.__cause__, json.JSONDecodeError):
        found = [FieldError(part="body", pointer="", detail=f"This is not JSON. {error.__cause__}")]
    else:
        found = [_field_error(item) for item in error.errors()[:MOST_ERRORS]]
    return _response(fields_problem(found, len(error.errors())))


async def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        allowed = headers.get("Allow", "GET")  # FastAPI's route of the page names none
        headers["Allow"] = "GET, HEAD" if allowed == "GET" else allowed
    return problem(error.status_code, _detail(request, error), headers=headers)


def _detail(request: Request, error: HTTPException) -> str:
    path = _short(request.url.path)
    if error.status_code == 404:
        return f"Nothing is served at {path}."
    if error.status_code == 405:
        return f"{request.method} is not allowed at {path}."
    return error.detail


def _field_error(error: Mapping[str, Any]) -> FieldError:
    part, *path = error["loc"]
    return field_error(part, path, error["msg"])


def _message(text: str) -> str:
    return "A file is expected: give the part a filename" if "UploadFile" in text else _short(text)


def _pointer(path: Sequence[str | int]) -> str:
    return "".join("/" + _short(str(step)).replace("~", "~0").replace("/", "~1") for step in path)


def _short(text: str) -> str:
    """Text from the request, cut to a length that is fit for an answer."""
    return text[:LONGEST_TEXT]


def _response(content: Problem, headers: Mapping[str, str] | None = None) -> Response:
    note_problem(content.type.removeprefix(TYPE_PREFIX))
    return Response(content.model_dump_json(exclude_unset=True), content.status, headers, MEDIA_TYPE)
