import json
import logging
import sys

import pytest

from backend.api.visit import Visit, visiting
from backend.logs import Clock, JsonLines, TextLines


def record(message: str, *arguments: object, exception: bool = False) -> logging.LogRecord:
    """As `logger.warning(message, *arguments)` makes it at a known time."""
    trace = sys.exc_info() if exception else None
    made = logging.LogRecord("backend.test", logging.WARNING, "", 0, message, arguments, trace)
    made.created = 1764000000.0625
    return made


def as_json(message: str, *arguments: object, exception: bool = False) -> dict[str, object]:
    line = JsonLines().format(record(message, *arguments, exception=exception))
    assert "\n" not in line
    read: dict[str, object] = json.loads(line)
    return read


def test_a_line_of_text() -> None:
    line = "2025-11-24T16:00:00.062Z WARNING backend.test: 3 of 4"
    assert TextLines().format(record("%d of %d", 3, 4)) == line
    with visiting(Visit("mine")):
        assert TextLines().format(record("%d of %d", 3, 4)) == f"{line} [mine]"


def test_a_line_of_json() -> None:
    with visiting(Visit("mine")):
        told = as_json("it broke")
    assert told == {
        "time": "2025-11-24T16:00:00.062Z",
        "level": "warning",
        "logger": "backend.test",
        "message": "it broke",
        "request_id": "mine",
    }
    assert "request_id" not in as_json("outside of requests")


def test_named_values_are_fields_and_none_hides_another() -> None:
    told = as_json("%(status)d in %(ms)s", {"status": 200, "ms": 1.5, "level": "fake", "thing": object})
    assert (told["status"], told["ms"], told["level"]) == (200, 1.5, "warning")
    assert told["message"] == "200 in 1.5"
    assert told["thing"] == str(object)


@pytest.mark.parametrize("text", ["two\nlines", '"quoted"', "\ud800 surrogate", "nul \0", "\u2028", "é"])
def test_any_text_is_one_line_of_json(text: str) -> None:
    assert as_json(text)["message"] == text


def test_exceptions_are_told_with_their_trace() -> None:
    try:
        raise RuntimeError("the reason")
    except RuntimeError:
        told = as_json("it broke", exception=True)
        text = TextLines().format(record("it broke", exception=True))
    assert str(told["exception"]).endswith("RuntimeError: the reason")
    assert text.splitlines()[1] == "Traceback (most recent call last):"


def test_the_clock_goes_on() -> None:
    clock = Clock()
    assert [clock.text(seconds) for seconds in (0.0, 0.9999, 1.0, 61.25)] == [
        "1970-01-01T00:00:00.000Z",
        "1970-01-01T00:00:00.999Z",
        "1970-01-01T00:00:01.000Z",
        "1970-01-01T00:01:01.250Z",
    ]
