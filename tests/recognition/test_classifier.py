import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.classifier import load_classifier
from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch, ArtifactMissing
from tests.recognition.artifacts import CARD, inky_model, store


@pytest.mark.parametrize("n", [1, 7])
def test_a_stored_model_answers_for_any_number_of_frames(tmp_path: Path, n: int) -> None:
    classifier = load_classifier(store(tmp_path, inky_model()))
    frames = np.zeros((n, 28, 28), np.uint8)
    frames[:, 4] = 9
    probabilities = classifier.probabilities(frames)
    assert probabilities.shape == (n, 10)
    assert probabilities.dtype == np.float32
    assert (probabilities.argmax(axis=1) == 4).all()
    assert classifier.card.version == CARD.version


def test_no_model_beside_its_card_is_missing(tmp_path: Path) -> None:
    (tmp_path / "digits.json").write_text(CARD.to_json())
    with pytest.raises(ArtifactMissing, match="make train"):
        load_classifier(tmp_path / "digits.onnx")


def test_another_checksum_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMismatch, match="SHA-256"):
        load_classifier(store(tmp_path, inky_model(), CARD))


def test_another_preprocessing_is_a_mismatch(tmp_path: Path) -> None:
    digest = hashlib.sha256(inky_model()).hexdigest()
    card = dataclasses.replace(CARD, sha256=digest, preprocessing="0")
    with pytest.raises(ArtifactMismatch, match="preprocessing '0'"):
        load_classifier(store(tmp_path, inky_model(), card))


@pytest.mark.parametrize("model", [b"", b"not onnx", inky_model()[:-20]])
def test_what_is_no_onnx_is_damaged(tmp_path: Path, model: bytes) -> None:
    with pytest.raises(ArtifactDamaged, match="onnxruntime"):
        load_classifier(store(tmp_path, model))


def test_a_folder_in_its_place_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "digits.onnx").mkdir()
    (tmp_path / "digits.json").write_text(CARD.to_json())
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        load_classifier(tmp_path / "digits.onnx")
