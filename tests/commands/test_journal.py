import json
from pathlib import Path

import pytest

from backend.commands.errors import CommandError
from backend.commands.journal import Journal, open_journal

HEADING = {"files": "abc", "model": "1.0.0"}
ROWS = b'{"digit": 1}\n{"digit": 2}\n'


def begun(path: Path) -> Journal:
    return open_journal(path, HEADING)


def test_rows_are_there_after_another_start(tmp_path: Path) -> None:
    path = tmp_path / "out.journal"
    journal = begun(path)
    journal.append(ROWS, 2)
    journal.close()
    again = begun(path)
    assert again.done == 2
    again.append(b'{"digit": 3}\n', 1)
    assert [row["digit"] for row in again.rows()] == [1, 2, 3]
    assert again.done == 3
    again.remove()
    assert not path.exists()


@pytest.mark.parametrize("length", range(len(ROWS) + 1))
def test_whatever_a_kill_cuts_short_is_done_again(tmp_path: Path, length: int) -> None:
    path = tmp_path / "out.journal"
    begun(path).close()
    path.write_bytes(path.read_bytes() + ROWS[:length])
    journal = begun(path)
    assert journal.done == ROWS[:length].count(b"\n")
    journal.append(b"".join(ROWS.splitlines(keepends=True)[journal.done :]), 2 - journal.done)
    assert [row["digit"] for row in journal.rows()] == [1, 2]
    journal.close()


@pytest.mark.parametrize("length", [0, 1, 10])
def test_a_heading_cut_short_is_none(tmp_path: Path, length: int) -> None:
    path = tmp_path / "out.journal"
    path.write_bytes(json.dumps(HEADING).encode()[:length])
    journal = begun(path)
    assert (journal.done, list(journal.rows())) == (0, [])
    journal.close()
    assert json.loads(path.read_bytes()) == HEADING


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"files": "abd", "model": "1.0.0"}\n', "begun with other files"),
        (b'{"files": "abc", "model": "1.0.1"}\n', "begun with other model"),
        (b"{}\n", "begun with other files"),
        (b"input,digit\n", "no journal of this command"),
        (b"[]\n", "no journal of this command"),
        (b"\xff\xfe\n", "no journal of this command"),
    ],
)
def test_what_is_of_something_else_is_refused_and_kept(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "out.journal"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        begun(path)
    assert path.read_bytes() == content


def test_two_cannot_write_it(tmp_path: Path) -> None:
    first = begun(tmp_path / "out.journal")
    with pytest.raises(CommandError, match="Another process"):
        begun(tmp_path / "out.journal")
    first.close()
    begun(tmp_path / "out.journal").close()


@pytest.mark.parametrize("name", ["nowhere/out.journal", "."])
def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        begun(tmp_path / name)


def test_a_full_disk_is_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        journal = Journal(Path("/dev/full"), full, 0)
        with pytest.raises(CommandError, match="cannot be written"):
            journal.append(ROWS, 2)
        journal.close()


def test_a_damaged_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "out.journal"
    begun(path).close()
    path.write_bytes(path.read_bytes() + b"\0\0\0\n")
    journal = begun(path)
    with pytest.raises(CommandError, match="damaged"):
        list(journal.rows())
    journal.close()
