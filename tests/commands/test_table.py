import csv
import json
import sys
from pathlib import Path

import pytest

from backend.commands.errors import CommandError
from backend.commands.journal import Row
from backend.commands.table import check_output, columns, write_table

READ: Row = {"input": 'a "b",\nc.png', "digit": 7, "probability": 0.5, "decision": "accept", "model_version": "1"}
FAILED: Row = {"input": "ä\\udcff.jsonl", "line": 3, "id": "=1", "problem": "blank-ink", "detail": "None."}
ROWS = [READ, FAILED]
NAMES = [name for name, _ in columns(1)]


def test_csv_has_every_column(tmp_path: Path) -> None:
    write_table(tmp_path / "out.csv", ROWS, columns(1))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [list(row) for row in rows] == [NAMES, NAMES]
    assert [{name: text for name, text in row.items() if text} for row in rows] == [
        {name: str(value) for name, value in row.items()} for row in ROWS
    ]


def test_json_leaves_out_what_is_not_there(tmp_path: Path) -> None:
    write_table(tmp_path / "out.JSONL", ROWS, columns(1))
    assert [json.loads(line) for line in (tmp_path / "out.JSONL").read_bytes().splitlines()] == ROWS


def test_parquet_has_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_table(tmp_path / "out.parquet", ROWS, columns(2))
    table = parquet.read_table(tmp_path / "out.parquet")
    assert [(field.name, str(field.type).replace("double", "float64")) for field in table.schema] == columns(2)
    assert [{key: value for key, value in row.items() if value is not None} for row in table.to_pylist()] == ROWS


def test_more_candidates_are_more_columns() -> None:
    assert set(columns(10)) - set(columns(9)) == {("digit_10", "int8"), ("probability_10", "float64")}


@pytest.mark.parametrize("name", ["out", "out.txt", "out.csv.gz", ".csv"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match=r"should end in \.csv, \.jsonl, \.parquet"):
        check_output(Path(name))


def test_parquet_without_pyarrow_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    check_output(Path("out.csv"))
    with pytest.raises(CommandError, match="pip install pyarrow"):
        check_output(Path("out.parquet"))


def test_an_output_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(ValueError, match="colour"):
        write_table(tmp_path / "out.csv", [READ, {"colour": "red"}], columns(1))
    assert (tmp_path / "out.csv").read_text() == "old"
    with pytest.raises(CommandError, match="cannot be written"):
        write_table(tmp_path / "nowhere" / "out.csv", ROWS, columns(1))
