import math
from pathlib import Path

import pytest

from backend.commands.errors import CommandError
from backend.commands.sources import Item, digest, find_sources, items


def write(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(*paths: Path, under: Path) -> list[str]:
    return [str(source.path.relative_to(under)) for source in find_sources(paths)]


def test_a_folder_is_its_pictures_sorted_with_those_of_its_folders(tmp_path: Path) -> None:
    for name in ("b.png", "a/2.JPG", "a/10.webp", "a/deep/x.tiff", "c.txt", "labels.csv", "d.jsonl", "e.png/f.gif"):
        write(tmp_path / name)
    assert names(tmp_path, under=tmp_path) == ["a/10.webp", "a/2.JPG", "a/deep/x.tiff", "b.png", "e.png/f.gif"]


def test_paths_keep_their_order_and_may_come_twice(tmp_path: Path) -> None:
    one, other = write(tmp_path / "b.png"), write(tmp_path / "a.png")
    assert names(one, other, one, under=tmp_path) == ["b.png", "a.png", "b.png"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a.png")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    (tmp_path / "gone.png").symlink_to(tmp_path / "nothing.png")
    assert names(tmp_path, under=tmp_path) == ["a.png", "b.png", "gone.png"]


@pytest.mark.parametrize("name", ["nothing.png", "nothing", "empty", "notes.txt", "no_ending", "x\0y", "a" * 300])
def test_nonsense_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "notes.txt")
    write(tmp_path / "no_ending")
    with pytest.raises(CommandError) as error:
        find_sources([tmp_path / name])
    assert name[:100] in str(error.value)


def test_lines_that_are_blank_are_none(tmp_path: Path) -> None:
    path = write(tmp_path / "d.jsonl", b'{"a"}\n\n  \r\n{"b"}')
    (source,) = find_sources([path])
    assert source.rows == 2
    assert list(items([source], 100)) == [Item(path, 1, b'{"a"}\n'), Item(path, 4, b'{"b"}')]


@pytest.mark.parametrize("content", [b"", b"\n", b" \n\t\n"])
def test_a_file_may_have_no_line(tmp_path: Path, content: bytes) -> None:
    (source,) = find_sources([write(tmp_path / "d.jsonl", content)])
    assert source.rows == 0
    assert list(items([source], 100)) == []


@pytest.mark.parametrize("length", [1, 9, 10, 11, 12, 70_000, 200_000])
def test_a_long_line_is_cut_and_the_next_one_whole(tmp_path: Path, length: int) -> None:
    path = write(tmp_path / "d.jsonl", b"x" * length + b"\n" + b"y" * 5 + b"\n")
    sources = find_sources([path])
    assert sources[0].rows == 2
    long, short = items(sources, 10)
    assert len(long.line) == min(length + 1, 11)
    assert short == Item(path, 2, b"yyyyy\n")


def test_a_long_line_that_is_not_blank_at_its_end_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "d.jsonl", b" " * 200_000 + b"x\n" + b" " * 200_000)
    sources = find_sources([path])
    assert math.fsum(source.rows for source in sources) == len(list(items(sources, 10))) == 1


def test_other_files_have_another_digest(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        write(tmp_path / name)
    first = digest(find_sources([tmp_path]))
    assert digest(find_sources([tmp_path])) == first
    assert digest(find_sources([tmp_path / "b.png", tmp_path / "a.png"])) != first
    write(tmp_path / "b.png", b"x")
    longer = digest(find_sources([tmp_path]))
    write(tmp_path / "c.png")
    assert len({first, longer, digest(find_sources([tmp_path]))}) == 3
