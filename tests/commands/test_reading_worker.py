import json
from pathlib import Path
from typing import Any

import pytest

from backend.commands.reading_worker import ReadingWorker
from backend.commands.sources import Item
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.api.fakes import FakeClassifier
from tests.api.pictures import blank_picture, picture, two_pale_strokes

LINE = b'{"strokes": [{"x": [10, 20, 30], "y": [10, 50, 90]}], "id": "first"}\n'
SEVEN = {"digit": 7, "probability": 0.5, "decision": "accept", "model_version": "9.9.9+test"}


def rows(*items: Item, top_k: int = 1, settings: Settings | None = None) -> list[dict[str, Any]]:
    worker = ReadingWorker(Recognizer(FakeClassifier()), settings or Settings(), top_k)
    return [json.loads(line) for line in worker.rows(items).splitlines()]


def stored(tmp_path: Path, data: bytes, name: str = "digit.png") -> Item:
    (tmp_path / name).write_bytes(data)
    return Item(tmp_path / name)


def test_pictures_and_lines_are_rows_in_their_order(tmp_path: Path) -> None:
    found = rows(stored(tmp_path, picture()), Item(Path("d.jsonl"), 4, LINE), stored(tmp_path, b"", "empty.png"))
    assert found[0] == {"input": str(tmp_path / "digit.png")} | SEVEN
    assert found[1] == {"input": "d.jsonl", "line": 4, "id": "first"} | SEVEN
    assert found[2]["problem"] == "unreadable-image"
    assert not rows()


def test_reasons_and_further_candidates_are_columns(tmp_path: Path) -> None:
    (found,) = rows(stored(tmp_path, two_pale_strokes()), top_k=3)
    assert (found["decision"], found["reasons"]) == ("review", "several_digits faint_ink")
    others = ("digit_2", "probability_2", "digit_3", "probability_3")
    assert [found[name] for name in others] == [1, 0.25, 9, 0.1875]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "unreadable-image"),
        (b"%PDF-1.4", "unsupported-image"),
        (picture()[:-30], "unreadable-image"),
        (blank_picture(), "blank-ink"),
        (picture(65), "image-too-large"),
        (picture(64) + bytes(1000), "content-too-large"),
    ],
)
def test_pictures_that_cannot_be_read_have_a_reason(tmp_path: Path, data: bytes, problem: str) -> None:
    limits = Settings(max_image_bytes=len(picture(64)) + 999, max_image_pixels=64 * 64)
    (found,) = rows(stored(tmp_path, data), settings=limits)
    assert list(found) == ["input", "problem", "detail"]
    assert found["problem"] == problem
    assert found["detail"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"nonsense\n", "invalid-request"),
        (b'{"strokes": []}\n', "blank-ink"),
        (b'{"strokes": [{"x": [1e300], "y": [1]}]}\n', "invalid-strokes"),
        (b'{"strokes": [{"x": [1,2,3,4], "y": [1,2,3,4]}], "id": 7}\n', "too-many-points"),
        (b'{"strokes": [{"x": [1], "y": [1]}]' + b" " * 100 + b"}\n", "content-too-large"),
    ],
)
def test_lines_that_cannot_be_read_have_a_reason(line: bytes, problem: str) -> None:
    (found,) = rows(Item(Path("d.jsonl"), 9, line), settings=Settings(max_points=3, max_json_bytes=100))
    assert (found["input"], found["line"], found["problem"]) == ("d.jsonl", 9, problem)
    assert found.get("id") == ("7" if b'"id"' in line else None)


def test_a_file_that_went_away_has_a_reason(tmp_path: Path) -> None:
    (found,) = rows(Item(tmp_path / "gone.png"))
    assert found["problem"] == "unreadable-file"
    assert "No such file" in found["detail"]


def test_a_name_that_is_no_text_is_told_all_the_same() -> None:
    (found,) = rows(Item(Path("a\udcff.png")))
    assert found["input"] == "a\\udcff.png"
