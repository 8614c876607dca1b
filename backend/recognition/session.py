"""Sessions of ONNX Runtime, and how a model's file is opened with its card. The only file that knows onnxruntime."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from backend.recognition.card import Card
from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch, ArtifactMissing, first_line


class Session:
    """On one thread: for networks this small, more threads cost latency and ruin its tail."""

    def __init__(self, model: Path | bytes) -> None:
        """A file is read by onnxruntime itself, which would keep bytes that it is given for as long as the session.

        Raises whatever onnxruntime raises for what is no model.
        """
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
        self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._giving_back = ort.RunOptions()
        self._giving_back.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def run(
        self, outputs: Sequence[str], inputs: dict[str, NDArray[np.uint8]], *, give_back: bool = False
    ) -> list[NDArray[np.float32]]:
        """The outputs of these names. Raises whatever onnxruntime raises where the model takes or has no such thing.

        `give_back`: what this takes is more than what the next runs will need, and is not kept for them.
        """
        options = self._giving_back if give_back else None
        return [np.asarray(answer, dtype=np.float32) for answer in self._session.run(outputs, inputs, options)]

    def metadata(self) -> dict[str, str]:
        """What the file says of itself."""
        return dict(self._session.get_modelmeta().custom_metadata_map)


def open_model(path: Path, card: Card, preprocessing: str) -> Session:
    """Opens an ONNX file that goes with its card and with what this code makes of ink, its `preprocessing`.

    Raises ArtifactMissing, ArtifactDamaged (not readable, not ONNX) or ArtifactMismatch: they do not belong together by
    checksum, version or preprocessing.
    """
    digest = _sha256(path)
    if digest != card.sha256:
        raise ArtifactMismatch(f"{path} has the SHA-256 {digest[:12]}…, its card says {card.sha256[:12]}….")
    try:
        session = Session(path)
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise ArtifactDamaged(f"{path} is not a model that onnxruntime can load: {first_line(error)}") from error
    metadata = session.metadata()
    for key, expected in (("version", card.version), ("preprocessing", card.preprocessing)):
        if metadata.get(key) != expected:
            raise ArtifactMismatch(f"{path} has the {key} {metadata.get(key)!r}, its card says {expected!r}.")
    if card.preprocessing != preprocessing:
        raise ArtifactMismatch(
            f"{path} was trained for preprocessing {card.preprocessing!r}, this code does {preprocessing!r}."
        )
    return session


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as model:
            return hashlib.file_digest(model, "sha256").hexdigest()
    except FileNotFoundError:
        raise ArtifactMissing(f"There is no model {path}. Train one with: make train") from None
    except OSError as error:
        raise ArtifactDamaged(f"The model {path} cannot be read: {error.strerror}") from error
