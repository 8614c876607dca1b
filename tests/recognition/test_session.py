import dataclasses
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.card import ModelCard
from backend.recognition.classifier import INPUT, OUTPUTS
from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch, ArtifactMissing
from backend.recognition.normalize import PREPROCESSING
from backend.recognition.session import Session, open_model
from tests.recognition.artifacts import CARD, fitting, inky_model

FITTING = fitting(CARD, inky_model())


def opened(folder: Path, model: bytes, card: ModelCard | None = None, preprocessing: str = PREPROCESSING) -> Session:
    """What is opened of these bytes with a card that fits them, or with the one that is given."""
    path = folder / "digits.onnx"
    path.write_bytes(model)
    return open_model(path, card or fitting(CARD, model), preprocessing)


def test_the_outputs_that_are_named_are_answered() -> None:
    session = Session(inky_model())
    frames = np.zeros((3, 28, 28), np.uint8)
    both = session.run(OUTPUTS, {INPUT: frames})
    (outliers,) = session.run(OUTPUTS[1:], {INPUT: frames})
    assert [answer.shape for answer in both] == [(3, 10), (3, 2)]
    assert all(answer.dtype == np.float32 for answer in both)
    assert np.array_equal(outliers, both[1])


def test_a_run_that_gives_its_memory_back_answers_the_same() -> None:
    session = Session(inky_model())
    inputs = {INPUT: np.arange(100 * 784, dtype=np.uint32).astype(np.uint8).reshape(-1, 28, 28)}
    kept, given_back, again = (session.run(OUTPUTS, inputs, give_back=back) for back in (False, True, False))
    assert all(map(np.array_equal, kept, given_back))
    assert all(map(np.array_equal, kept, again))


def test_a_file_that_goes_with_its_card_is_opened(tmp_path: Path) -> None:
    session = opened(tmp_path, inky_model())
    assert session.metadata() == {"version": CARD.version, "preprocessing": PREPROCESSING}


def test_no_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMissing, match=r"no model .*digits\.onnx\. Train one with: make train"):
        open_model(tmp_path / "digits.onnx", CARD, PREPROCESSING)


def test_another_checksum_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMismatch, match="SHA-256"):
        opened(tmp_path, inky_model(), CARD)


@pytest.mark.parametrize(
    "card", [dataclasses.replace(FITTING, version="x"), dataclasses.replace(FITTING, preprocessing="x")]
)
def test_a_card_that_says_something_else_than_the_file_is_a_mismatch(tmp_path: Path, card: ModelCard) -> None:
    with pytest.raises(ArtifactMismatch, match="its card says 'x'"):
        opened(tmp_path, inky_model(), card)


def test_a_model_of_another_preprocessing_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMismatch, match=f"trained for preprocessing '{PREPROCESSING}', this code does 'x'"):
        opened(tmp_path, inky_model(), preprocessing="x")


@pytest.mark.parametrize("model", [b"", b"not onnx", inky_model()[:60]])
def test_what_is_no_onnx_is_damaged(tmp_path: Path, model: bytes) -> None:
    with pytest.raises(ArtifactDamaged, match="onnxruntime"):
        opened(tmp_path, model)


def test_a_folder_in_its_place_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        open_model(tmp_path, CARD, PREPROCESSING)
