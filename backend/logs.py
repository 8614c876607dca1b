"""How messages are logged: for people a line of text, for machines a JSON object a line."""

import json
import logging
import time
from typing import Any, Literal

from pydantic_core import PydanticSerializationError, to_json

from backend.api.visit import current_visit

LogFormat = Literal["text", "json"]


def configure_logging(level: str, log_format: LogFormat) -> None:
    """Sends all messages of the process to stderr, from this level on.

    Nothing is found out that no line shows: it would cost half of what a line takes (Logging HOWTO, "Optimization").
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler])


class Clock:
    """The time of day in UTC to the millisecond, as RFC 3339 has it. Most messages share their second with the last."""

    def __init__(self) -> None:
        self._second = (-1, "")

    def text(self, seconds: float) -> str:
        whole = int(seconds)
        told, text = self._second
        if told != whole:
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
            self._second = (whole, text)
        return f"{text}.{int((seconds - whole) * 1000):03}Z"


class TextLines(logging.Formatter):
    """Time, level, logger and message; while a request is handled also its id."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = Clock()

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self._clock.text(record.created)} {record.levelname} {record.name}: {record.getMessage()}"
        if visit := current_visit.get():
            line = f"{line} [{visit.request_id}]"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """The same as an object. Values that a message names, such as an answer's status, are fields of their own, too."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = Clock()

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self._clock.text(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if visit := current_visit.get():
            line["request_id"] = visit.request_id
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        if isinstance(record.args, dict):
            line = record.args | line
        return _object(line)


def _object(line: dict[str, Any]) -> str:
    """pydantic writes JSON four times as fast as the standard library, but only what is UTF-8."""
    try:
        return to_json(line, fallback=str).decode()
    except PydanticSerializationError:
        return json.dumps(line, default=str)
