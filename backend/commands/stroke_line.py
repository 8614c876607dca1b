"""A line of a file of drawings: the strokes of one digit as JSON, as they are posted to the API."""

import json
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from backend.api.problems import field_error, fields_problem
from backend.api.schemas import Strokes
from backend.api.strict_route import parse_json

Id = Annotated[str, Field(strict=True, max_length=1000)] | Annotated[int, Field(strict=True)]


class InvalidLine(Exception):
    """The line is no drawing. The message says what is wrong with it."""


class StrokeLine(Strokes):
    """One handwritten digit. Other fields of the line, such as the label of a data set, are left alone."""

    model_config = ConfigDict(extra="ignore")

    id: Id = ""

    def named(self) -> dict[str, str]:
        """Its name as a row has it, if it has one."""
        return {"id": str(self.id)} if "id" in self.model_fields_set else {}


def parse_line(line: bytes) -> StrokeLine:
    """Raises InvalidLine, TooManyPoints."""
    try:
        return StrokeLine.model_validate(parse_json(line))
    except json.JSONDecodeError as error:
        raise InvalidLine(f"This is not JSON. {error}") from None
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        first = field_error("body", wrong[0]["loc"], wrong[0]["msg"])
        raise InvalidLine(fields_problem([first], len(wrong)).detail) from None
