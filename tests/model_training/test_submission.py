from pathlib import Path

import numpy as np
import pytest

from model_training.__main__ import main
from model_training.errors import DataError
from model_training.readers.layout import KAGGLE_TEST
from model_training.submission import read_frames, write_submission
from tests.model_training.digits import small_digits
from tests.model_training.readers.tables import DIGITS, csv
from tests.model_training.service import classifier


def test_each_frame_is_read_in_its_place() -> None:
    digits = small_digits(600)
    read = read_frames(digits.frames, classifier())
    assert read.shape == (600,)
    assert (read == digits.labels).mean() > 0.8
    assert np.array_equal(read[500:], read_frames(digits.frames[500:], classifier()))


def test_images_are_counted_from_one(tmp_path: Path) -> None:
    write_submission(np.array([7, 0, 9]), tmp_path / "submission.csv")
    assert (tmp_path / "submission.csv").read_text() == "ImageId,Label\n1,7\n2,0\n3,9\n"


def test_where_it_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none/submission\.csv cannot be written: No such file"):
        write_submission(np.array([7]), tmp_path / "none" / "submission.csv")


def test_the_shipped_model_reads_kaggles_test_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test.csv").write_bytes(csv(KAGGLE_TEST))
    out = tmp_path / "out.csv"
    assert main(["submission", "--dataset", str(tmp_path / "test.csv"), "--out", str(out)]) == 0
    read = np.loadtxt(out, int, delimiter=",", skiprows=1)
    assert read[:, 0].tolist() == list(range(1, len(DIGITS) + 1))
    assert (read[:, 1] == DIGITS.labels).mean() > 0.7
    assert f"{out}: 12 digits" in capsys.readouterr().out
