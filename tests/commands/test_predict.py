"""`python -m backend predict` in processes of its own: stopped, killed, and asked for nonsense."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from backend.settings import ROOT
from tests.api.pictures import picture
from tests.recognition.artifacts import inky_line_model, inky_model, store, store_lines

Environment = Mapping[str, str]
LINES = 3000


@pytest.fixture
def model(tmp_path: Path) -> Environment:
    (tmp_path / "model").mkdir()
    digits, lines = store(tmp_path / "model", inky_model()), store_lines(tmp_path / "model", inky_line_model())
    return {"INKDIGIT_MODEL": str(digits), "INKDIGIT_NUMBER_MODEL": str(lines)}


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    """Two of them cannot be read."""
    path = tmp_path / "drawings.jsonl"
    strokes = ([{"x": [0, 5, 9], "y": [0, number % 50, 9]}] for number in range(LINES))
    lines = [json.dumps({"id": number, "strokes": stroke}) for number, stroke in enumerate(strokes)]
    lines[3], lines[LINES - 1] = "nonsense", '{"strokes": []}'
    path.write_text("\n".join(lines))
    return path


def started(model: Environment, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "backend", "predict", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **model}, stdout=pipe, stderr=pipe, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit status and what it said. Its pipes are closed once the last of its processes has gone."""
    said, errors = process.communicate(timeout=120)
    assert said == ""
    return process.returncode, errors


def run(model: Environment, *arguments: object) -> tuple[int, str]:
    return ended(started(model, *arguments))


def wait_for_rows(journal: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while not journal.exists() or journal.read_bytes().count(b"\n") <= count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_killed_it_goes_on_and_no_row_is_lost_or_repeated(model: Environment, drawings: Path, tmp_path: Path) -> None:
    out, journal = tmp_path / "out.csv", tmp_path / "out.csv.journal"
    for rows in (0, 500):
        process = started(model, drawings, "--out", out, "--jobs", 2)
        wait_for_rows(journal, rows)
        process.kill()
        assert ended(process)[0] == -signal.SIGKILL
        assert not out.exists()
    assert 500 < journal.read_bytes().count(b"\n") < LINES
    with journal.open("ab") as torn:
        torn.write(b'{"input": "dra')
    status, errors = run(model, drawings, "--out", out, "--jobs", 2)
    assert status == 2
    assert errors.splitlines()[-2].startswith(f"{drawings}:4: invalid-request: This is not JSON.")
    assert errors.splitlines()[-1] == f"{drawings}:{LINES}: blank-ink: The drawing has no point."
    assert not journal.exists()
    with out.open(newline="") as file:
        rows_read = list(csv.DictReader(file))
    assert [int(row["line"]) for row in rows_read] == list(range(1, LINES + 1))
    assert [row["id"] for row in rows_read if row["digit"]] == [str(n) for n in range(LINES) if n not in {3, LINES - 1}]


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    """As in a terminal: in the background SIGINT is ignored, and by all that the tests start, too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c")
def test_ctrl_c_stops_it_in_order(model: Environment, drawings: Path, tmp_path: Path) -> None:
    process = started(model, drawings, "--out", tmp_path / "out.csv", "--jobs", 1)
    wait_for_rows(tmp_path / "out.csv.journal", 0)
    process.send_signal(signal.SIGINT)
    status, errors = ended(process)
    assert status == 130
    assert errors.splitlines()[-1] == "inkdigit: stopped; the same command goes on where it was."
    assert "Traceback" not in errors


def test_all_that_is_right_ends_with_0_and_says_nothing(model: Environment, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.png", "a.png"):
        (tmp_path / "in" / name).write_bytes(picture())
    out = tmp_path / "out.jsonl"
    status, errors = run(model, tmp_path / "in", "--out", out, "--top-k", 10)
    assert (status, errors) == (0, "")
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [Path(row["input"]).name for row in rows] == ["a.png", "b.png"]
    assert rows[0]["digit_10"] in range(10)
    status, errors = run(model, tmp_path / "in", "--out", out)
    assert status == 1
    assert "out.jsonl is there already" in errors


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nothing.png", "--out", "{}/out.csv"), "There is no nothing.png"),
        (("README.md", "--out", "{}/out.csv"), "README.md is no folder and no file ending in"),
        (("tests/contract", "--out", "{}/out.xlsx"), "should end in .csv, .jsonl, .parquet"),
        (("tests/contract", "--out", "{}/nowhere/out.csv"), "out.csv.journal cannot be written: No such file"),
        (("{}/empty.jsonl", "--out", "{}/out.csv"), "nothing to read"),
    ],
)
def test_nonsense_is_one_line(model: Environment, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "empty.jsonl").touch()
    status, errors = run(model, *(word.format(tmp_path) for word in arguments))
    assert status == 1
    assert errors.startswith("inkdigit: ")
    assert len(errors.splitlines()) == 1
    assert says in errors
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("x.png",),
        ("--out", "x.csv"),
        ("x.png", "--out", "x.csv", "--jobs", "0"),
        ("x.png", "--out=x.csv", "--top-k=11"),
    ],
)
def test_wrong_flags_are_refused(model: Environment, arguments: tuple[str, ...]) -> None:
    status, errors = run(model, *arguments)
    assert status == 2
    assert errors.startswith("usage: ")


def test_what_was_begun_otherwise_is_refused(model: Environment, drawings: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    process = started(model, drawings, "--out", out, "--jobs", 1)
    wait_for_rows(tmp_path / "out.csv.journal", 0)
    process.kill()
    ended(process)
    kept = (tmp_path / "out.csv.journal").read_bytes()
    assert "begun with other --top-k" in run(model, drawings, "--out", out, "--top-k", 2)[1]
    assert "begun with other settings" in run({**model, "INKDIGIT_MAX_POINTS": "9"}, drawings, "--out", out)[1]
    store(tmp_path / "model", inky_model() + b"\0")
    damaged = run(model, drawings, "--out", out)
    assert damaged[0] == 1
    assert "begun with other model" in damaged[1] or "digits.onnx" in damaged[1]
    drawings.write_text(drawings.read_text() + "\n{}")
    store(tmp_path / "model", inky_model())
    assert "begun with other files" in run(model, drawings, "--out", out)[1]
    assert (tmp_path / "out.csv.journal").read_bytes() == kept
