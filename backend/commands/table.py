"""The output: the rows as CSV, as JSON Lines or as Parquet, by the ending of its name."""

import codecs
import csv
import importlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from backend.commands.errors import CommandError
from backend.commands.journal import Row

_GROUP = 50_000  # rows of a Parquet file that are in memory at the same time

Column = tuple[str, str]
"""Its name, and the name of its type as Parquet has it."""


def columns(top_k: int) -> list[Column]:
    """Of a row, in their order. A column without a value is empty in CSV, absent in JSON, null in Parquet."""
    places = range(2, top_k + 1)
    others = [column for k in places for column in ((f"digit_{k}", "int8"), (f"probability_{k}", "float64"))]
    return [
        ("input", "string"),
        ("line", "int64"),
        ("id", "string"),
        ("digit", "int8"),
        ("probability", "float64"),
        ("decision", "string"),
        ("reasons", "string"),
        *others,
        ("model_version", "string"),
        ("problem", "string"),
        ("detail", "string"),
    ]


def check_output(path: Path) -> None:
    """Raises CommandError where the output could not be written in the end."""
    if path.suffix.lower() not in _WRITERS:
        raise CommandError(f"The name of the output should end in {', '.join(_WRITERS)}, not {path.name!r}.")
    if path.suffix.lower() == ".parquet":
        _pyarrow()


def write_table(path: Path, rows: Iterable[Row], named: list[Column]) -> None:
    """The file is there whole or not at all. Raises CommandError where it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            _WRITERS[path.suffix.lower()](file, rows, named)
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None


def _write_csv(file: IO[bytes], rows: Iterable[Row], named: list[Column]) -> None:
    writer = csv.DictWriter(codecs.getwriter("utf-8")(file), [name for name, _ in named], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _write_jsonl(file: IO[bytes], rows: Iterable[Row], _: list[Column]) -> None:
    file.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def _write_parquet(file: IO[bytes], rows: Iterable[Row], named: list[Column]) -> None:
    arrow, parquet = _pyarrow()
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in named])
    with parquet.ParquetWriter(file, schema) as writer:
        for group in _groups(iter(rows)):
            writer.write_table(arrow.Table.from_pylist(group, schema))


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, _GROUP)):
        yield group


def _pyarrow() -> tuple[Any, Any]:
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise CommandError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from None


_WRITERS: dict[str, Callable[[IO[bytes], Iterable[Row], list[Column]], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
}
