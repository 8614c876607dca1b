from pathlib import Path

import numpy as np
import pytest

from backend.recognition.classifier import AT_ONCE, load_classifier
from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch
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


def test_many_frames_are_answered_in_their_order(tmp_path: Path) -> None:
    classifier = load_classifier(store(tmp_path, inky_model()))
    rows = np.arange(2 * AT_ONCE + 1) % 10
    frames = np.zeros((len(rows), 28, 28), np.uint8)
    frames[np.arange(len(rows)), rows] = 9
    answers = classifier.classify(frames)
    assert answers.probabilities.argmax(axis=1).tolist() == rows.tolist()
    assert answers.outliers.shape == (len(rows), 2)


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


def test_what_is_no_onnx_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(ArtifactDamaged, match="onnxruntime"):
        load_classifier(store(tmp_path, b"not onnx"))
