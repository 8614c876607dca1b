import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.classifier import load_classifier
from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch, ArtifactMissing
from backend.recognition.normalize import PREPROCESSING
from tests.recognition.artifacts import CARD, inky_model, store


@pytest.mark.parametrize("n", [1, 7])
def test_a_stored_model_answers_for_any_number_of_frames(tmp_path: Path, n: int) -> None:
    classifier = load_classifier(store(tmp_path, inky_model()))
    frames = np.zeros((n, 28, 28), np.uint8)
    frames[:, 4] = 9
    frames[:, 27] = 9
    answers = classifier.classify(frames)
    assert answers.probabilities.shape == (n, 10)
    assert answers.outliers.shape == (n, 2)
    assert answers.probabilities.dtype == answers.outliers.dtype == np.float32
    assert (answers.probabilities.argmax(axis=1) == 4).all()
    assert answers.outliers[0].tolist() == pytest.approx([0, 1])
    assert classifier.card.version == CARD.version


def test_no_model_beside_its_card_is_missing(tmp_path: Path) -> None:
    (tmp_path / "digits.json").write_text(CARD.to_json())
    with pytest.raises(ArtifactMissing, match="make train"):
        load_classifier(tmp_path / "digits.onnx")


def test_another_checksum_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMismatch, match="SHA-256"):
        load_classifier(store(tmp_path, inky_model(), CARD))


def test_a_card_that_says_something_else_than_the_file_is_a_mismatch(tmp_path: Path) -> None:
    fitting = dataclasses.replace(CARD, sha256=hashlib.sha256(inky_model()).hexdigest())
    for card in (dataclasses.replace(fitting, version="x"), dataclasses.replace(fitting, preprocessing="x")):
        with pytest.raises(ArtifactMismatch, match="its card says 'x'"):
            load_classifier(store(tmp_path, inky_model(), card))


def test_a_model_of_another_preprocessing_is_a_mismatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.recognition.classifier.PREPROCESSING", "x")
    with pytest.raises(ArtifactMismatch, match=f"trained for preprocessing '{PREPROCESSING}', this code does 'x'"):
        load_classifier(store(tmp_path, inky_model()))


def test_a_model_of_something_else_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMismatch, match="does not classify frames"):
        load_classifier(store(tmp_path, inky_model(name="pixels")))
    with pytest.raises(ArtifactMismatch, match=r"answers \(\(2, 7\), \(2, 2\)\) for two frames"):
        load_classifier(store(tmp_path, inky_model(digits=7)))
    with pytest.raises(ArtifactMismatch, match=r"answers \(\(2, 10\), \(2, 3\)\) for two frames"):
        load_classifier(store(tmp_path, inky_model(outliers=3)))


@pytest.mark.parametrize("model", [b"", b"not onnx", inky_model()[:60]])
def test_what_is_no_onnx_is_damaged(tmp_path: Path, model: bytes) -> None:
    with pytest.raises(ArtifactDamaged, match="onnxruntime"):
        load_classifier(store(tmp_path, model))


def test_a_folder_in_its_place_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "digits.onnx").mkdir()
    (tmp_path / "digits.json").write_text(CARD.to_json())
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        load_classifier(tmp_path / "digits.onnx")
