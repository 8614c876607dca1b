"""The ONNX session. The only file that knows onnxruntime."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from backend.recognition.card import ModelCard, read_card
from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch, ArtifactMissing, first_line
from backend.recognition.normalize import PREPROCESSING

INPUT = "frames"
OUTPUTS = ("probabilities", "outliers")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model makes of n frames, all of it calibrated probabilities.

    `probabilities`: float32 (n, 10), of the digits 0 to 9, given that it is one digit; each row sums to 1.
    `outliers`: float32 (n, 2), that the ink is no digit, and that it is several digits.
    """

    probabilities: NDArray[np.float32]
    outliers: NDArray[np.float32]

    def part(self, start: int, end: int) -> "Answers":
        return Answers(self.probabilities[start:end], self.outliers[start:end])

    @classmethod
    def join(cls, parts: Sequence["Answers"]) -> "Answers":
        """All of at least one, in their order."""
        return cls(
            np.concatenate([part.probabilities for part in parts]), np.concatenate([part.outliers for part in parts])
        )


class Classifier(Protocol):
    """What the recognizer needs of a model."""

    @property
    def card(self) -> ModelCard: ...

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        """Frames are uint8 (n, 28, 28), light ink on black."""
        ...


class OnnxClassifier:
    """A session on one thread: for a network this small, more threads cost latency and ruin its tail."""

    def __init__(self, model: bytes, card: ModelCard) -> None:
        """Raises whatever onnxruntime raises for bytes that are no model."""
        self.card = card
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
        self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        probabilities, outliers = self._session.run(OUTPUTS, {INPUT: frames})
        return Answers(np.asarray(probabilities, dtype=np.float32), np.asarray(outliers, dtype=np.float32))

    def metadata(self) -> dict[str, str]:
        """What the file says of itself."""
        return dict(self._session.get_modelmeta().custom_metadata_map)


def load_classifier(path: Path) -> OnnxClassifier:
    """Loads an ONNX file with the card beside it (`digits.onnx`, `digits.json`).

    Raises ArtifactMissing, ArtifactDamaged (not readable, not ONNX) or ArtifactMismatch: file, card and this code do
    not belong together by checksum, version, preprocessing or what the model takes and answers.
    """
    card = read_card(path.with_suffix(".json"))
    model = _read(path)
    digest = hashlib.sha256(model).hexdigest()
    if digest != card.sha256:
        raise ArtifactMismatch(f"{path} has the SHA-256 {digest[:12]}…, its card says {card.sha256[:12]}….")
    try:
        classifier = OnnxClassifier(model, card)
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise ArtifactDamaged(f"{path} is not a model that onnxruntime can load: {first_line(error)}") from error
    _refuse_mismatch(path, classifier)
    return classifier


def _refuse_mismatch(path: Path, classifier: OnnxClassifier) -> None:
    card, metadata = classifier.card, classifier.metadata()
    for key, expected in (("version", card.version), ("preprocessing", card.preprocessing)):
        if metadata.get(key) != expected:
            raise ArtifactMismatch(f"{path} has the {key} {metadata.get(key)!r}, its card says {expected!r}.")
    if card.preprocessing != PREPROCESSING:
        raise ArtifactMismatch(
            f"{path} was trained for preprocessing {card.preprocessing!r}, this code does {PREPROCESSING!r}."
        )
    try:
        answers = classifier.classify(np.zeros((2, 28, 28), np.uint8))
    except Exception as error:  # as above
        raise ArtifactMismatch(f"{path} does not classify frames: {first_line(error)}") from error
    shapes = (answers.probabilities.shape, answers.outliers.shape)
    if shapes != ((2, 10), (2, 2)):
        raise ArtifactMismatch(f"{path} answers {shapes} for two frames, not ((2, 10), (2, 2)).")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ArtifactMissing(f"There is no model {path}. Train one with: make train") from None
    except OSError as error:
        raise ArtifactDamaged(f"The model {path} cannot be read: {error.strerror}") from error
