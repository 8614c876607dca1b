from pathlib import Path

import numpy as np
import pytest

from backend.recognition.images import encode_png
from model_training.errors import DataError
from model_training.readers.classes import read_classes
from tests.model_training.digits import small_digits

DIGITS = small_digits(30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dark digit on light paper in each file, and a hidden file beside."""
    for number, (frame, label) in enumerate(zip(DIGITS.frames, DIGITS.labels, strict=True)):
        (tmp_path / str(label)).mkdir(exist_ok=True)
        (tmp_path / str(label) / f"{number:02}.png").write_bytes(
            encode_png(255 - np.kron(frame, np.ones((4, 4), "u1")))
        )
    (tmp_path / ".DS_Store").write_bytes(b"")
    return tmp_path


def test_pictures_become_light_on_black_with_their_folders_as_labels(folder: Path) -> None:
    digits = read_classes(folder).digits()
    assert digits.labels.tolist() == sorted(DIGITS.labels.tolist())
    order = np.argsort(DIGITS.labels, kind="stable")
    alike = [
        np.corrcoef(made.ravel(), given.ravel())[0, 1]
        for made, given in zip(digits.frames, DIGITS.frames[order], strict=True)
    ]
    assert np.median(alike) > 0.8
    assert (digits.frames[:, 0] == 0).all()


def test_a_digit_may_have_no_folder(folder: Path) -> None:
    for picture in (folder / "3").iterdir():
        picture.unlink()
    (folder / "3").rmdir()
    assert 3 not in read_classes(folder).digits().labels


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("4/notes.txt", b"ink", "4/notes.txt cannot be read as a picture of a digit: The file is no image"),
        ("4/x.png", encode_png(np.full((28, 28), 255, np.uint8)), "4/x.png cannot be read as a picture of a digit"),
        ("4/x.png", encode_png(DIGITS.frames[0])[:-40], "4/x.png cannot be read as a picture of a digit"),
        ("ten/x.png", encode_png(DIGITS.frames[0]), "ten is none of the folders 0 to 9"),
        ("labels.csv", b"", "labels.csv is none of the folders 0 to 9"),
    ],
)
def test_what_is_wrong_is_said_with_its_file(name: str, content: bytes, reason: str, folder: Path) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    with pytest.raises(DataError) as error:
        read_classes(folder)
    assert str(folder / reason) in str(error.value)


def test_folders_without_pictures_and_files_for_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    with pytest.raises(DataError, match="holds no picture in its folders 0 to 9"):
        read_classes(tmp_path)
    (tmp_path / "8").write_bytes(b"")
    with pytest.raises(DataError, match="8 is no folder of pictures"):
        read_classes(tmp_path)
