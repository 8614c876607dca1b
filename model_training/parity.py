"""Proof that the exported graph answers as the network does."""

from dataclasses import dataclass

import keras
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import ModelProto
from tqdm import tqdm

from backend.recognition.classifier import INPUT
from model_training.chunks import chunks
from model_training.errors import ParityError
from model_training.graph import with_logits

BATCH_SIZES = (1, 7, 256)
LARGEST_DIFFERENCE = 1e-4


@dataclass(frozen=True, slots=True)
class Parity:
    """Largest absolute difference of a logit over `n` frames at each batch size."""

    n: int
    differences: dict[int, float]


def prove(model: keras.Model, proto: ModelProto, temperature: float, frames: NDArray[np.uint8]) -> Parity:
    """Compares logits on all frames at each of BATCH_SIZES.

    Raises ParityError where one differs by more than LARGEST_DIFFERENCE or an answer changes.
    """
    session = ort.InferenceSession(with_logits(proto).SerializeToString(), providers=["CPUExecutionProvider"])
    differences = {}
    for size in BATCH_SIZES:
        bar = tqdm(chunks(frames, size), desc=f"parity, batches of {size}", leave=False)
        pairs = [_both(model, session, batch) for batch in bar]
        ours, theirs = (np.concatenate(side) for side in zip(*pairs, strict=True))
        differences[size] = float(np.abs(ours - theirs * temperature).max())
        changed = int((ours.argmax(axis=1) != theirs.argmax(axis=1)).sum())
        if changed or not differences[size] <= LARGEST_DIFFERENCE:
            raise ParityError(
                f"at batch size {size} the ONNX graph differs from the network: {changed} answers changed, "
                f"largest logit difference {differences[size]:.2e} (at most {LARGEST_DIFFERENCE:.0e}). "
                "Nothing is written."
            )
    return Parity(len(frames), differences)


def _both(
    model: keras.Model, session: ort.InferenceSession, batch: NDArray[np.uint8]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return np.asarray(model.predict_on_batch(batch)), np.asarray(session.run(["logits"], {INPUT: batch})[0])
