import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from model_training.config import TrainConfig
from model_training.corrections import ENOUGH, Corrections, read_corrections, report
from model_training.data import training_set
from model_training.errors import DataError
from model_training.held_out import hold_out
from tests.model_training.digits import small_digits

CONFIG = TrainConfig(
    train_images=200,
    batch_size=8,
    template_images=0,
    tablet_images=0,
    cut_out_images=0,
    non_digits=4,
    several_digits=4,
    seed=3,
)


def write(path: Path, count: int) -> Path:
    """Upright bars of growing height, labelled in turn."""
    rows = [
        {"label": n % 10, "strokes": [{"x": [5, 6], "y": [0, n + 9]}], "answer": {"digit": 1}} for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def corrections(path: Path) -> Corrections:
    (one,) = read_corrections([path], CONFIG)
    return one


def test_all_of_a_few_are_learned_from(tmp_path: Path) -> None:
    one = corrections(write(tmp_path / "mine.jsonl", ENOUGH - 1))
    assert (len(one.learned), len(one.kept)) == (ENOUGH - 1, 0)
    assert "all 99 digits were learned from" in report(one, lambda frames: np.zeros((len(frames), 10), np.float32))


def test_of_enough_a_share_is_kept_apart_the_same_each_time(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.jsonl", ENOUGH)
    one, other = corrections(path), corrections(path)
    heights = [[digit.strokes[0][1, 1] for digit in part] for part in (one.learned, one.kept)]
    assert sorted(heights[0] + heights[1]) == list(range(9, ENOUGH + 9))
    assert len(one.kept) == 20
    assert heights[1] == [digit.strokes[0][1, 1] for digit in other.kept]
    assert one.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_those_kept_apart_are_reported_on(tmp_path: Path) -> None:
    one = corrections(write(tmp_path / "mine.jsonl", ENOUGH))

    def ones(frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        scores = np.zeros((len(frames), 12), np.float32)
        scores[:, 1], scores[:, 11] = 1, 2
        return scores

    right = sum(digit.label == 1 for digit in one.kept)
    assert report(one, ones) == f"mine.jsonl: {right} of 20 digits kept apart are read right"


def test_they_are_learned_from_by_other_hands_and_named_with_their_sum(tmp_path: Path) -> None:
    one = corrections(write(tmp_path / "mine.jsonl", 10))
    data = training_set(CONFIG, small_digits(200), small_digits(20), hold_out(CONFIG, None), [one])
    part = next(part for part in data.mixture.parts if "mine.jsonl" in part.name)
    assert part.per_epoch == 40
    assert len(part.pool) == 80
    assert np.bincount(part.pool.labels).tolist() == [8] * 10
    assert len({frame.tobytes() for frame in part.pool.frames}) > 70, "redrawn, not repeated"
    assert "40 of the 10 digits of mine.jsonl, redrawn" in data.sources.data
    assert data.sources.sha256["mine.jsonl"] == one.sha256
    assert "mine.jsonl" in data.sources.licence
    assert len(data.validation) == 20, "they choose nothing"


def test_many_do_not_become_most_of_what_is_learned(tmp_path: Path) -> None:
    one = corrections(write(tmp_path / "mine.jsonl", 120))
    data = training_set(CONFIG, small_digits(200), small_digits(20), hold_out(CONFIG, None), [one])
    (part,) = [part for part in data.mixture.parts if "mine.jsonl" in part.name]
    assert part.per_epoch == 50
    assert "50 of the 96 digits of mine.jsonl (24 others kept apart), redrawn" in data.sources.data


def test_without_any_the_training_is_the_same_as_before() -> None:
    held_out = hold_out(CONFIG, None)
    one, other = (training_set(CONFIG, small_digits(200), small_digits(20), held_out, *more) for more in ([], [()]))
    assert one.sources == other.sources
    assert [part.name for part in one.mixture.parts] == [part.name for part in other.mixture.parts]


def test_a_file_without_a_digit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no digit to learn from"):
        corrections(write(tmp_path / "mine.jsonl", 0))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"two files are named mine\.jsonl"):
        read_corrections([tmp_path / "a" / "mine.jsonl", tmp_path / "b" / "mine.jsonl"], CONFIG)
