"""The OpenAPI document: what FastAPI makes of the routes, with errors under their own media type."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from backend.api.api_keys import API, HEADER
from backend.api.problems import KINDS, MEDIA_TYPE, TYPE_PREFIX, Problem

TITLE = "Inkdigit"
VERSION = "1.6.0"
"""Of the contract; the model has a version of its own."""
DESCRIPTION = """Reads handwritten digits and numbers from pen strokes and images.

Every error is a problem after RFC 9457 (`application/problem+json`): look at its `type` and `status` in programs, show
`detail` to people. No answer holds a `null`: a field is there, or it is absent. Calls need no key, and web pages of any
origin may make them, unless whoever runs the service says otherwise. Every answer has an `X-Request-ID`: yours, if you
sent one of letters, digits and `._:/+=@~-` (at most 128), else a new one; name it when you ask what went wrong. Where
calls are limited, `RateLimit` and `RateLimit-Policy` say how many are left (draft-ietf-httpapi-ratelimit-headers-11).
Wherever there is GET, there is HEAD. What is not even HTTP is refused before it gets here, with 400 in plain text."""

TAGS = [
    {"name": "predict", "description": "Ink in, digits with their probabilities out, and whether to trust them."},
    {"name": "explain", "description": "Ink in, and out what of it speaks for a digit and what for others."},
    {"name": "read", "description": "Ink in, whole numbers out, line by line, and whether to trust them."},
    {"name": "model", "description": "Which model answers, and how good it is."},
    {"name": "health", "description": "For those who run the service."},
]

ANYWHERE = {
    400: "The request is malformed: its Content-Length is not a number.",
    408: "The request body took longer than a minute to arrive, unless set otherwise.",
    413: "The request body is larger than 1 MiB, unless set otherwise.",
    500: "Something failed in the service. It has been logged there.",
}
"""What any address may answer."""

SCHEME = "ApiKey"

NOT_READY = {503: "The model is still being loaded; ask again in a second."}
"""What all that needs the model may answer."""

CALLERS = {
    401: f"No key, or none that is known here, is in the header `{HEADER}`. Only where keys are asked for.",
    429: "This key or address asks too often; `Retry-After` says when to ask again. Only where calls are limited.",
}
"""What all of the API may answer to who it does not know, or knows too well."""

ANY_CALL = NOT_READY | CALLERS
"""What all of the API may answer."""

STOPPING = {503: "The model is still being loaded, or the service is about to stop."}
"""What says whether the service is ready may answer."""

BUSY = CALLERS | {
    503: "Too much is being read already (`overloaded`), or the model is still being loaded (`not-ready`); ask again "
    "in the seconds that `Retry-After` says."
}
"""What all that reads may answer."""

BAD_STROKES = BUSY | {
    413: "The body is larger than 1 MiB, or the drawing has more than 10,000 points, unless set otherwise.",
    415: "The content type is not `application/json`, or there is a `Content-Encoding`.",
    422: "A field is missing or wrong (`invalid-request`, with each wrong field), or there is no ink (`blank-ink`).",
}
"""What all that reads strokes may answer."""

BAD_BATCH = BUSY | {
    413: "The body is larger than 10 MiB, unless set otherwise.",
    415: "The content type is not `application/json`, or there is a `Content-Encoding`.",
    422: "The body is no batch: not JSON, no list of `items` or more than 256 of them, a wrong `top_k`, another field. "
    "Items that are wrong have a problem of their own in the answer.",
}
"""What a batch may answer as a whole."""

BAD_UPLOAD = BUSY | {
    400: "The form is damaged, or holds more than one file; or the Content-Length is not a number.",
    413: "The file is larger than 10 MiB, or the image has more than 25 megapixels, unless set otherwise.",
    415: "The content type is not `multipart/form-data`, there is a `Content-Encoding`, or the file is no image that "
    "is read here.",
    422: "A field is missing or wrong (`invalid-request`, with each wrong field), the image is damaged "
    "(`unreadable-image`), or it is blank (`blank-ink`).",
}
"""What all that reads images may answer."""


class DocumentedAPI(FastAPI):
    """FastAPI documents models under the media type of the answer; those of errors are problems."""

    needs_key = False
    """Whether no call is answered without a key."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            _add_keys(document, needed=self.needs_key)
            for response in _error_responses(document):
                response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
        return super().openapi()


def errors(descriptions: dict[int, str]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: each status with its description, and those that any route may answer."""
    return {status: _response(status, text) for status, text in sorted((ANYWHERE | descriptions).items())}


def _add_keys(document: dict[str, Any], *, needed: bool) -> None:
    """Keys are always documented, so that one client is made for all who run the service; `{}` is a call without."""
    description = "From whoever runs the service, where keys are asked for."
    scheme = {"type": "apiKey", "in": "header", "name": HEADER, "description": description}
    document["components"]["securitySchemes"] = {SCHEME: scheme}
    for path, operations in document["paths"].items():
        for operation in operations.values() if path.startswith(API) else ():
            operation["security"] = [{SCHEME: []}] if needed else [{}, {SCHEME: []}]


def _response(status: int, description: str) -> dict[str, Any]:
    slug, title = KINDS[status]
    example: dict[str, Any] = {"type": TYPE_PREFIX + slug, "title": title, "status": status, "detail": description}
    if status == 422:
        wrong = {"part": "body", "pointer": "/strokes/0/x/3", "detail": "Input should be a valid number"}
        example |= {"detail": "{pointer}: {detail}".format(**wrong), "errors": [wrong]}
    return {"model": Problem, "description": description, "content": {"application/json": {"example": example}}}


def _error_responses(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in document["paths"].values():
        for operation in operations.values():
            yield from (response for status, response in operation["responses"].items() if int(status) >= 400)
