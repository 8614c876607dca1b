from pathlib import Path

import pytest

from model_training.errors import ReportError
from model_training.speed import BENCH, LIGHTHOUSE, LOAD, read_speed

REPORT = Path(__file__).parents[2] / "artifacts" / "report"

BENCH_MD = """# How fast

Made by `make bench`, 3 rounds of 2 seconds
each.

| part | µs a drawing |
|---|--:|
| raster, alone | 115.5 |
"""

LOAD_MD = """# Under load

Measured by `make load`.

| Load | Accepted p99 | MiB |
|---|--:|--:|
| 1 x | 8.9 ms (n = 700) | 109 |
| 50 x | 66.5 ms (n = 15) | |
"""


def test_without_measurements_there_is_no_section(tmp_path: Path) -> None:
    assert read_speed(tmp_path) is None


def test_what_was_measured_is_read_from_its_tables(tmp_path: Path) -> None:
    (tmp_path / BENCH).write_text(BENCH_MD)
    (tmp_path / LOAD).write_text(LOAD_MD)
    section = read_speed(tmp_path)
    assert section is not None
    assert section.text == ("Made by `make bench`, 3 rounds of 2 seconds each.", "Measured by `make load`.")
    bench, load = section.tables
    assert (bench.head, bench.rows) == (("part", "µs a drawing"), (("raster, alone", "115.5"),))
    assert (bench.n, bench.command) == (3, "make bench")
    assert load.rows[1] == ("50 x", "66.5 ms (n = 15)", "")
    assert (load.n, load.command) == (715, "make load")


def test_a_list_is_one_paragraph(tmp_path: Path) -> None:
    (tmp_path / LIGHTHOUSE).write_text("# Page\n\nMissed:\n\n- paint (1 s)\n- blocked (2 s)\n")
    section = read_speed(tmp_path)
    assert section is not None
    assert section.text == ("Missed:", "paint (1 s); blocked (2 s)")


def test_what_the_measurements_wrote_is_known() -> None:
    section = read_speed(REPORT)
    assert section is not None
    assert [(table.command, len(table.rows) > 1) for table in section.tables] == [
        *[("make bench", True)] * 3,
        ("make load", True),
        ("make lighthouse", True),
    ]
    assert section.tables[0].n > 1
    assert section.tables[-1].n == 5, "the best of up to 5 loads"


@pytest.mark.parametrize("table", ["| new | µs |\n|---|--:|\n| a | 1 |", "| part | µs |\n|---|--:|\n| a |"])
def test_a_table_that_is_not_known_or_cut_short_is_named(table: str, tmp_path: Path) -> None:
    (tmp_path / BENCH).write_text(table)
    with pytest.raises(ReportError, match=r"bench\.md has a table .* make bench writes it anew"):
        read_speed(tmp_path)


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / LOAD).write_bytes(b"\xff")
    with pytest.raises(ReportError, match=r"load\.md cannot be read"):
        read_speed(tmp_path)
