"""A process that reads: items in, rows out, as lines of JSON."""

import json
import multiprocessing
import multiprocessing.connection
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from backend.api.problems import KINDS
from backend.api.upload import refuse_size
from backend.app import load_models
from backend.commands.journal import Row
from backend.commands.sources import Item
from backend.commands.stroke_line import InvalidLine, parse_line
from backend.recognition.errors import InkError
from backend.recognition.images import decode
from backend.recognition.ink import Ink
from backend.recognition.recognizer import Reading, Recognizer
from backend.settings import Settings


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item cannot be read: the last word of the problem's type, and what happened."""

    problem: str
    detail: str


class ReadingWorker:
    """Reads items with a recognizer."""

    def __init__(self, recognizer: Recognizer, settings: Settings, top_k: int) -> None:
        self._recognizer = recognizer
        self._settings = settings
        self._top_k = top_k

    def rows(self, items: Sequence[Item]) -> bytes:
        """A row for each of some hundred items at most, in their order, each a line of JSON."""
        found = [self._look_at(item) for item in items]
        readings = iter(self._recognizer.read_many([ink for _, ink in found if not isinstance(ink, Failure)]))
        rows = [row | self._answer(ink if isinstance(ink, Failure) else next(readings)) for row, ink in found]
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    def _look_at(self, item: Item) -> tuple[Row, Ink | Failure]:
        row: Row = {"input": _text(item.path)} | ({"line": item.number} if item.number else {})
        try:
            return row, self._drawing(item, row) if item.number else self._picture(item)
        except (InkError, InvalidLine, HTTPException, OSError) as error:
            return row, _failure(error)

    def _drawing(self, item: Item, row: Row) -> Ink:
        """The strokes of the line. The row gets its name."""
        if len(item.line) > self._settings.max_json_bytes:
            raise HTTPException(413, f"The line is longer than {self._settings.max_json_bytes} bytes.")
        line = parse_line(item.line)
        row |= line.named()
        return line.ink(self._settings.max_points)

    def _picture(self, item: Item) -> Ink:
        limit = self._settings.max_image_bytes
        with item.path.open("rb") as file:  # asked for more than there is, it would set memory aside for that
            data = file.read(min(item.path.stat().st_size, limit) + 1)
        refuse_size(len(data), self._settings)
        return decode(data, max_pixels=self._settings.max_image_pixels)

    def _answer(self, reading: Reading | InkError | Failure) -> Row:
        if isinstance(reading, InkError):
            reading = _failure(reading)
        if isinstance(reading, Failure):
            return {"problem": reading.problem, "detail": reading.detail}
        first, *others = reading.top(self._top_k)
        row: Row = {"digit": first.digit, "probability": first.probability, "decision": reading.decision}
        if reading.reasons:
            row["reasons"] = " ".join(reading.reasons)
        for place, candidate in enumerate(others, 2):
            row |= {f"digit_{place}": candidate.digit, f"probability_{place}": candidate.probability}
        return row | {"model_version": self._recognizer.version}


def start(settings: Settings, top_k: int) -> None:
    """Prepares this process for `read`. It ends when the one that started it does."""
    global _worker  # noqa: PLW0603 - a pool hands its processes nothing else to keep the model in
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of them; the first one puts things in order
    threading.Thread(target=_end_with_parent, daemon=True).start()
    recognizer, _ = load_models(settings)
    _worker = ReadingWorker(recognizer, settings, top_k)


def read(items: Sequence[Item]) -> tuple[bytes, int]:
    """The rows of the items, and how many they are."""
    assert _worker
    return _worker.rows(items), len(items)


_worker: ReadingWorker | None = None


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    multiprocessing.connection.wait([parent.sentinel])
    signal.raise_signal(signal.SIGTERM)


def _failure(error: InkError | InvalidLine | HTTPException | OSError) -> Failure:
    match error:
        case InkError():
            return Failure(error.slug, str(error))
        case InvalidLine():
            return Failure(KINDS[422][0], str(error))
        case HTTPException():
            return Failure(KINDS[error.status_code][0], error.detail)
        case OSError():
            return Failure("unreadable-file", f"The file cannot be read: {error.strerror}.")


def _text(path: object) -> str:
    """A name that is not UTF-8 is told with its bytes escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode()
