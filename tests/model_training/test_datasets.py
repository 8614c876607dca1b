import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from model_training.config import TrainConfig
from model_training.data import training_set
from model_training.datasets import CANVAS, OPTDIGITS, PENDIGITS, find, read_pen_digits, read_pictures
from model_training.errors import DataError, RunError
from model_training.held_out import hold_out
from model_training.mixture import Mixture, Part, order
from model_training.outliers import NOT_A_DIGIT, SEVERAL_DIGITS
from model_training.sources import Sources
from tests.model_training.digits import small_digits

ROW = {"label": 7, "writer": 3, "strokes": [{"x": [0, 5, 1], "y": [0, 0, 9]}, {"x": [1, 3], "y": [4, 4]}]}


def write_rows(path: Path, *rows: object) -> Path:
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def test_a_set_is_found_in_the_folder_or_right_under_it(tmp_path: Path) -> None:
    assert find("a.npz", tmp_path) is None
    assert find("a.npz", None) is None
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "a.npz").touch()
    assert find("a.npz", tmp_path) == tmp_path / "dev" / "a.npz"
    (tmp_path / "a.npz").touch()
    assert find("a.npz", tmp_path) == tmp_path / "a.npz"


def test_pen_strokes_are_read(tmp_path: Path) -> None:
    (digit,) = read_pen_digits(write_rows(tmp_path / "p.gz", ROW))
    assert (digit.label, digit.writer) == (7, 3)
    assert [stroke.tolist() for stroke in digit.strokes] == [[[0, 0], [5, 0], [1, 9]], [[1, 4], [3, 4]]]


def test_pen_strokes_need_no_writer_and_no_gzip(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(
        '{"label": "0", "strokes": [{"x": [1.5], "y": [2], "t": [0]}], "time": "now"}\n\n', encoding="utf-8"
    )
    (digit,) = read_pen_digits(path)
    assert (digit.label, digit.writer) == (0, 0)
    assert digit.strokes[0].tolist() == [[1.5, 2.0]]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"label": 7}, "there is no 'strokes'"),
        ({"strokes": ROW["strokes"]}, "there is no 'label'"),
        ({**ROW, "label": 12}, "the label 12 is none of 0 to 9"),
        ({**ROW, "label": -1}, "the label -1 is none of 0 to 9"),
        ({**ROW, "label": 7.5}, "the label 7.5 is none of 0 to 9"),
        ({**ROW, "label": True}, "the label True is none of 0 to 9"),
        ({**ROW, "label": None}, "the label None is none of 0 to 9"),
        ({**ROW, "strokes": []}, "there are no strokes"),
        ({**ROW, "strokes": [{"x": [], "y": []}]}, "there are no strokes"),
        ({**ROW, "strokes": 5}, "this is no labelled drawing"),
        ({**ROW, "strokes": [{"x": [1, 2], "y": [1]}]}, "Stroke 0 has 2 values of x and 1 of y"),
        ({**ROW, "strokes": [{"x": ["a"], "y": [1]}]}, "could not convert"),
        ({**ROW, "strokes": [{"x": [1]}]}, "there is no 'y'"),
        ([1], "this is no labelled drawing"),
    ],
)
def test_damaged_strokes_are_one_error_that_names_the_line(row: object, reason: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"p.gz cannot be read as pen strokes: line 2: .*{reason}"):
        read_pen_digits(write_rows(tmp_path / "p.gz", ROW, row, ROW))


@pytest.mark.parametrize("line", [b"{nonsense", b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_json_is_one_error_too(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes(line)
    with pytest.raises(DataError, match="cannot be read as pen strokes"):
        read_pen_digits(tmp_path / "p.jsonl")


def test_no_gzip_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "p.gz").write_text("{}")
    with pytest.raises(DataError, match=r"p\.gz"):
        read_pen_digits(tmp_path / "p.gz")


def test_damaged_gzip_is_one_error(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "p.gz", ROW)
    path.write_bytes(path.read_bytes()[:10] + b"\xff" * 50)
    with pytest.raises(DataError, match=r"p\.gz cannot be read as pen strokes: .*decompressing"):
        read_pen_digits(path)


def test_damaged_pictures_are_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez_compressed(path, X=np.arange(18, dtype=np.uint8).reshape(2, 3, 3))
    content = path.read_bytes()
    start = 30 + int.from_bytes(content[26:28], "little") + int.from_bytes(content[28:30], "little")
    for damaged in (content[:60], content[:start] + b"\xff" * 20 + content[start + 20 :]):
        path.write_bytes(damaged)
        with pytest.raises(DataError, match=r"a\.npz cannot be read as pictures"):
            read_pictures(path)


def test_pictures_are_read_with_labels_or_without(tmp_path: Path) -> None:
    pictures = np.arange(18, dtype=np.uint8).reshape(2, 3, 3)
    np.savez(tmp_path / "a.npz", X=pictures, y=np.array([1, 2], np.uint8))
    np.savez(tmp_path / "b.npz", X=pictures)
    assert read_pictures(tmp_path / "a.npz").labels.tolist() == [1, 2]
    assert read_pictures(tmp_path / "b.npz").take(np.array([1])).pictures.tolist() == pictures[1:].tolist()


@pytest.mark.parametrize(
    "arrays",
    [{"Z": np.zeros(3)}, {"X": np.zeros((2, 3, 3))}, {"X": np.zeros((2, 3, 3), np.uint8), "y": np.zeros(3)}],
)
def test_other_arrays_are_one_error(arrays: dict[str, object], tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", **arrays)  # type: ignore[arg-type]
    with pytest.raises(DataError, match=r"a\.npz"):
        read_pictures(tmp_path / "a.npz")


def test_a_writer_is_learned_from_or_chosen_by_never_both(tmp_path: Path) -> None:
    write_rows(tmp_path / PENDIGITS, *({**ROW, "writer": writer} for writer in (1, 1, 5, 6)))
    np.savez(tmp_path / OPTDIGITS, X=np.zeros((10, 4, 4), np.uint8), y=np.arange(10, dtype=np.uint8))
    held_out = hold_out(TrainConfig(validation_writers=(5,), validation_share=0.3), tmp_path)
    assert [digit.writer for digit in held_out.learned] == [1, 1, 6]
    assert [digit.writer for digit in held_out.chosen_by] == [5]
    learned, chosen_by = held_out.pictures[OPTDIGITS]
    assert (len(learned), len(chosen_by)) == (7, 3)
    assert not set(learned.labels) & set(chosen_by.labels)
    assert held_out.missing == (CANVAS,)


def test_an_epoch_shows_each_of_a_small_pool_equally_often() -> None:
    small, large = small_digits(10), small_digits(50)
    mixture = Mixture((Part("small", small, 25), Part("large", large, 20)))
    shown = order(mixture.counts, np.random.default_rng(0))
    assert len(shown) == mixture.per_epoch == 45
    counts = np.bincount(shown, minlength=60)
    assert set(counts[:10]) == {2, 3}
    assert set(counts[10:]) == {0, 1}
    assert np.array_equal(mixture.join().frames[10:], large.frames)


CONFIG = TrainConfig(
    batch_size=10,
    train_images=30,
    validation_images=20,
    template_images=10,
    tablet_images=8,
    scanned_images=6,
    canvas_images=5,
    cut_out_images=7,
    non_digits=4,
    several_digits=3,
    validation_writers=(5,),
)


def test_all_sources_are_learned_from(tmp_path: Path) -> None:
    write_rows(tmp_path / PENDIGITS, *({**ROW, "writer": writer} for writer in (1, 1, 5, 6)))
    bundle = small_digits(10)
    for name in (OPTDIGITS, CANVAS):
        np.savez(tmp_path / name, X=255 - bundle.frames, y=bundle.labels)
    data = training_set(CONFIG, small_digits(30), small_digits(20), hold_out(CONFIG, tmp_path))
    assert [part.per_epoch for part in data.mixture.parts] == [30, 10, 8, 6, 5, 7, 4, 3]
    assert {NOT_A_DIGIT, SEVERAL_DIGITS} <= set(data.mixture.join().labels)
    assert len(data.validation) == 20 + 1 + 2 + 2
    assert data.validation.labels.max() <= 9
    assert "8 digits of Pendigits' writers, redrawn" in data.sources.data
    assert "1 digits of Pendigits' writers 5" in data.sources.validation
    assert {PENDIGITS, OPTDIGITS, CANVAS} <= set(data.sources.sha256)
    assert "Pendigits" in data.sources.licence


def test_a_training_goes_without_what_is_missing(tmp_path: Path) -> None:
    held_out = hold_out(CONFIG, tmp_path)
    data = training_set(CONFIG, small_digits(30), small_digits(20), held_out)
    assert held_out.missing == (PENDIGITS, OPTDIGITS, CANVAS)
    assert [part.per_epoch for part in data.mixture.parts] == [30, 10, 7, 4, 3]
    assert len(data.validation) == 20
    assert "Pendigits" not in data.sources.data + data.sources.validation + data.sources.licence


def test_sources_are_read_as_they_were_written(tmp_path: Path) -> None:
    sources = Sources("digits", "others", {"a": "b"}, "MIT")
    (tmp_path / "sources.json").write_text(sources.to_json())
    assert Sources.read(tmp_path / "sources.json") == sources
    (tmp_path / "sources.json").write_text("{}")
    with pytest.raises(RunError, match="what was learned from cannot be read"):
        Sources.read(tmp_path / "sources.json")


def test_labels_that_are_no_digits_are_one_error(tmp_path: Path) -> None:
    np.savez(tmp_path / CANVAS, X=np.zeros((2, 4, 4), np.uint8), y=np.array([3, 12]))
    with pytest.raises(DataError, match="labels that are no digits"):
        hold_out(CONFIG, tmp_path)
