"""Reading request bodies strictly: as they are sent, JSON as RFC 8259 has it, forms with one file and few fields."""

import json
import re
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, NoReturn

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

MOST_FIELDS = 8
LARGEST_FIELD = 4096

_STRING_OR_CONSTANT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|(?P<constant>NaN|-?Infinity)')


def parse_json(body: bytes) -> object:
    """The value of a JSON text. Raises JSONDecodeError for whatever is none, also for a key that comes twice."""
    try:
        text = body.decode()
        value: object = json.loads(text, object_pairs_hook=_object, parse_constant=partial(_refuse_constant, text))
        return value
    except json.JSONDecodeError:
        raise
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError(f"Byte {error.start} is not UTF-8", "", 0) from None
    except RecursionError:
        raise json.JSONDecodeError("It is nested too deeply", "", 0) from None
    except ValueError:  # Python refuses to read an integer of thousands of digits
        raise json.JSONDecodeError("A number has too many digits", "", 0) from None


class StrictRequest(Request):
    """A request whose body is read strictly."""

    async def json(self) -> object:
        return parse_json(await self.body())

    def form(self, **_: object) -> Any:  # noqa: ANN401 - Starlette keeps the type of it private
        return super().form(max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)


class StrictRoute(APIRoute):
    """A route that gets strict requests (FastAPI: "Custom Request and APIRoute class")."""

    request_class = StrictRequest

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            _refuse_encoded(request)
            return await handle(self.request_class(request.scope, request.receive))

        return handle_strictly


def _refuse_encoded(request: Request) -> None:
    """415 for a body that is compressed, say, before it is read: FastAPI parses it before any dependency is asked."""
    sent = ",".join(request.headers.getlist("content-encoding"))
    if any(coding.strip().lower() not in ("", "identity") for coding in sent.split(",")):
        detail = "The body must be sent as it is, without a Content-Encoding."
        raise HTTPException(415, detail, {"Accept-Encoding": "identity"})  # RFC 9110 (12.5.3) wants it told


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise json.JSONDecodeError("A key comes twice in one object", "", 0)
    return found


def _refuse_constant(text: str, name: str) -> NoReturn:
    """Python reads NaN, Infinity and -Infinity, and tells which it found; the first outside of strings is the place."""
    places = (found.start() for found in _STRING_OR_CONSTANT.finditer(text) if found["constant"])
    raise json.JSONDecodeError(f"{name} is no number", text, next(places))
