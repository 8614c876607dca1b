"""Proof that an exported graph answers as the network does."""

from collections.abc import Callable, Mapping, Sequence
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

Ask = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""From a batch of pictures to one number for each class, along the last axis."""


@dataclass(frozen=True, slots=True)
class Parity:
    """Largest absolute difference of a number over `n` pictures in each case."""

    n: int
    differences: dict[str, float]

    def __str__(self) -> str:
        differences = ", ".join(f"{value:.1e} in {case}" for case, value in self.differences.items())
        return f"parity on {self.n:,} pictures, largest difference: {differences}"


def prove(
    network: Ask,
    graph: Ask,
    cases: Mapping[str, Sequence[NDArray[np.uint8]]],
    largest: float = LARGEST_DIFFERENCE,
) -> Parity:
    """Compares both on all batches of each case, of which the first has every picture.

    Raises ParityError where a number differs by more than `largest`, or another class is the largest though it was not
    as good as equal.
    """
    differences = {}
    for case, batches in cases.items():
        pairs = [(network(batch), graph(batch)) for batch in tqdm(batches, desc=f"parity, {case}", leave=False)]
        differences[case] = max(float(np.abs(ours - theirs).max()) for ours, theirs in pairs)
        changed = sum(_changed(ours, theirs, largest) for ours, theirs in pairs)
        if changed or not differences[case] <= largest:
            raise ParityError(
                f"in {case} the ONNX graph differs from the network: {changed} answers changed, "
                f"largest difference {differences[case]:.2e} (at most {largest:.0e}). Nothing is written."
            )
    return Parity(sum(map(len, next(iter(cases.values())))), differences)


def prove_about(network: Ask, graph: Ask, batches: Sequence[NDArray[np.uint8]], largest: float) -> None:
    """That a number differs on average by `largest` at most, where one of the two rounds what it computes with.

    Raises ParityError.
    """
    mean = float(np.concatenate([np.abs(network(batch) - graph(batch)) for batch in batches]).mean())
    if not mean <= largest:
        raise ParityError(f"the ONNX graph answers otherwise: mean difference {mean:.1e} (at most {largest:.0e})")


def prove_logits(model: keras.Model, proto: ModelProto, temperature: float, frames: NDArray[np.uint8]) -> Parity:
    """Compares the logits of the network for digits on all frames at each of BATCH_SIZES. Raises ParityError."""
    session = ort.InferenceSession(with_logits(proto).SerializeToString(), providers=["CPUExecutionProvider"])
    return prove(
        lambda batch: np.asarray(model.predict_on_batch(batch)),
        lambda batch: np.asarray(session.run(["logits"], {INPUT: batch})[0]) * np.float32(temperature),
        {f"batches of {size}": chunks(frames, size) for size in BATCH_SIZES},
    )


def _changed(ours: NDArray[np.float32], theirs: NDArray[np.float32], equal: float) -> int:
    """For how many the graph puts another class first that was not as good as equal."""
    chosen = np.take_along_axis(ours, theirs.argmax(axis=-1)[..., np.newaxis], axis=-1)
    return int((ours.max(axis=-1, keepdims=True) - chosen > equal).sum())
