"""How long one picture takes in ONNX Runtime, as a ratio to a plain network of the textbooks measured beside it."""

import functools
import statistics
import time
from dataclasses import dataclass

import keras
import numpy as np
import onnxruntime as ort
from keras import layers
from numpy.typing import NDArray
from onnx import ModelProto

from model_training.graph import build_graph
from model_training.outliers import CLASSES

ROUNDS, RUNS = 15, 200
"""Rounds in which both take turns, and pictures that each reads in one."""


@dataclass(frozen=True, slots=True)
class Latency:
    """`ratio` to the plain network beside it, and the `plain` network's own microseconds a picture at its quickest.

    A machine with other work slows both alike; its quickest of many pictures falls between two turns of that.
    """

    ratio: float
    plain: float


def latency_ratio(proto: ModelProto, picture: NDArray[np.uint8], *, rounds: int = ROUNDS, runs: int = RUNS) -> float:
    """Median over the rounds of the graph's time for a batch of one picture by that of the plain network for a frame.

    On one thread each.
    """
    return latency(proto, picture, rounds=rounds, runs=runs).ratio


def latency(proto: ModelProto, picture: NDArray[np.uint8], *, rounds: int = ROUNDS, runs: int = RUNS) -> Latency:
    """The same, with what it is a ratio to."""
    ours, plain = _session(proto), _plain_session()
    frame = np.zeros((1, 28, 28), np.uint8)
    for session, one in ((ours, picture), (plain, frame)):
        _seconds(session, one, runs)  # the first runs are slower
    taken = [(_seconds(ours, picture, runs), _seconds(plain, frame, runs)) for _ in range(rounds)]
    ratio = statistics.median(one / other for one, other in taken)
    quickest = min(_seconds(plain, frame, runs=1) for _ in range(rounds * runs))
    return Latency(ratio, quickest * 1e6)


def plain_network() -> keras.Model:
    """What tutorials build: twice two convolutions and a pooling, then a dense layer; 417,692 parameters."""
    frames = keras.Input((28, 28), dtype="uint8", name="frames")
    x = layers.Reshape((28, 28, 1))(layers.Rescaling(1 / 255)(frames))
    for width in (32, 64):
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Dense(112, activation="relu")(layers.Flatten()(x))
    return keras.Model(frames, layers.Dense(CLASSES)(x))


@functools.cache
def _plain_session() -> ort.InferenceSession:
    return _session(build_graph(plain_network(), 1.0, {}))


def _session(proto: ModelProto) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(proto.SerializeToString(), options, providers=["CPUExecutionProvider"])


def _seconds(session: ort.InferenceSession, picture: NDArray[np.uint8], runs: int) -> float:
    feed = {session.get_inputs()[0].name: picture}
    started = time.perf_counter()
    for _ in range(runs):
        session.run(None, feed)
    return time.perf_counter() - started
