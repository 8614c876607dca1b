"""A quick network before an exported one: the cascade of both with its card, written only when it has proved itself."""

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, helper

from backend.recognition.card import ModelCard, Policy, QuickNetwork
from backend.recognition.classifier import CAREFUL, CERTAINTY, INPUT, OUTPUTS
from backend.recognition.session import Session
from model_training.artifact import file_facts, training_of, write_pair
from model_training.calibration import fit_temperature
from model_training.cascade import join, large_of
from model_training.certainty import Pair, accepted, ask, least_certainty
from model_training.chunks import chunks
from model_training.config import TrainConfig
from model_training.errors import ParityError
from model_training.export import VERSION
from model_training.graph import DIGITS, build_graph, fingerprint
from model_training.latency import latency_ratio
from model_training.mnist import Digits
from model_training.parity import BATCH_SIZES, prove_logits
from model_training.policy import fit_policy
from model_training.quantise import quantise
from model_training.run import Run
from model_training.sources import Sources

_EXACT = 1e-4
"""Largest difference of a probability that another batch size may make."""

_ON_THE_EDGE = 1e-6
"""Frames of which the quick network is as sure as it must be, within this, may be answered by either."""

_SOME = 64
"""Of the frames to choose on, one in so many shows in which ranges a network's numbers lie. More of them show rarer
ones that are wider, by which all others are rounded more coarsely."""


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """What certainty and policy are chosen on: real digits, and uint8 (n, 28, 28) frames of what is none."""

    digits: Digits
    others: NDArray[np.uint8]

    def some(self) -> NDArray[np.uint8]:
        """Frames of every kind."""
        return np.concatenate([self.digits.frames[::_SOME], self.others[::_SOME]])


def quicken(run: Run, goal: Path, card: ModelCard, choice: Choice, frames: NDArray[np.uint8]) -> ModelCard:
    """Puts the best weights of a run before the model in `goal` (.onnx), instead of those that are before it already,
    and in whole numbers. `card` is the model's. What the cascade answers is proved on `frames`, uint8 (n, 28, 28).

    Raises RunError (no finished epoch in the run, it learned from digits that are held out of the model, not writable)
    or ParityError; then nothing is written.
    """
    TrainConfig.of(card.training).refuse_learned(f"the run in {run.folder}", TrainConfig.read(run.config))
    model = run.best_network()
    training = training_of(run, model, Sources.read(run.sources), TrainConfig)
    temperature = _temperature(model, choice.digits)
    quick, large = _whole(model, temperature, choice, frames), large_of(onnx.load(goal))
    digits, others = (Pair.ask(quick, large, asked) for asked in (choice.digits.frames, choice.others))
    policy = fit_policy(digits.large, choice.digits.labels, card.policy.data)
    certainty = least_certainty(digits, others, policy)
    proto = join(quick, large, certainty, policy.max_several_digits)
    helper.set_model_props(proto, _metadata(card, fingerprint(model), certainty))
    prove_cascade(proto, Pair.ask(quick, large, frames), frames, certainty, policy)
    account = _account(digits, others, policy, certainty)
    ratios = [_ratio(proto, some) for some in _apart(choice.digits.frames, digits.sure(policy), certainty)]
    first = QuickNetwork(**account, temperature=round(temperature, 6), latency_ratio=ratios[0], training=training)
    quickened = dataclasses.replace(
        card,
        latency_ratio=round(float(np.average(ratios, weights=[first.share, 1 - first.share])), 3),
        policy=fit_policy(ask(proto, choice.digits.frames), choice.digits.labels, policy.data),
        cascade=(first,),
        evaluations=(),
        rejections=(),
        **file_facts(goal, proto),
    )
    write_pair(goal, proto.SerializeToString(), quickened)
    return quickened


def _whole(model: keras.Model, temperature: float, choice: Choice, frames: NDArray[np.uint8]) -> ModelProto:
    """A quick network as a graph in whole numbers, which in floats is proved to answer as it does.

    In whole numbers the large one would read two fewer of 1,826 digits cut out of cheques, and of numbers written with
    a pen a tenth less would be accepted: it is asked where digits are hard.
    """
    graph = build_graph(model, temperature, {})
    prove_logits(model, graph, temperature, frames)
    return quantise(graph, choice.some())


def _account(digits: Pair, others: Pair, policy: Policy, certainty: float) -> dict[str, Any]:
    """By the card's names: from when on the quick network answers alone, how often that is, and what it changes."""
    alone, answered = (pair.sure(policy) >= np.float32(certainty) for pair in (digits, others))
    return {
        "precision": "int8",
        "certainty": certainty,
        "max_several_digits": policy.max_several_digits,
        "data": policy.data,
        "n": len(alone),
        "share": float(alone.mean()),
        "changed": float(digits.changed(policy)[alone].mean()) if alone.any() else 0.0,
        "others": len(answered),
        "let_through": float((answered & ~accepted(others.large, policy)).mean()),
    }


def prove_cascade(proto: ModelProto, pair: Pair, frames: NDArray[np.uint8], certainty: float, policy: Policy) -> None:
    """That each frame has the quick answer where that is sure, else the large one's, and all the large one's on demand.

    Raises ParityError.
    """
    session, sure = Session(proto.SerializeToString()), pair.sure(policy)
    several = pair.quick.outliers[:, 1]
    for least in (certainty, CAREFUL):
        edges = np.abs([sure - least, several - policy.max_several_digits])
        clear = (edges > _ON_THE_EDGE).all(axis=0)
        quick = (sure >= np.float32(least))[:, np.newaxis]
        wanted = np.where(quick, *(np.hstack([one.probabilities, one.outliers]) for one in (pair.quick, pair.large)))
        asked = {CERTAINTY: np.array(least, np.float32)}
        for size in BATCH_SIZES:
            given = [np.hstack(session.run(OUTPUTS, {INPUT: batch, **asked})) for batch in chunks(frames, size)]
            worst = float(np.abs(np.concatenate(given) - wanted)[clear].max())
            if not worst <= _EXACT:
                raise ParityError(f"the cascade differs from its networks by {worst:.1e}. Nothing is written.")


def _temperature(model: keras.Model, digits: Digits) -> float:
    logits = model.predict(digits.frames, batch_size=256, verbose=0)
    return fit_temperature(logits[:, :DIGITS], digits.labels)


def _metadata(card: ModelCard, quick: str, certainty: float) -> dict[str, str]:
    """What the file says of itself; its version has a hash of all that it is made of."""
    made_of = hashlib.sha256(f"{card.version} {quick} {certainty}".encode()).hexdigest()
    return {
        "version": f"{VERSION}+{made_of[:8]}",
        "data": card.training.data,
        "commit": card.training.commit,
        "preprocessing": card.preprocessing,
        "temperature": f"{card.temperature:.6f}",
        "licence": card.licence,
    }


def _apart(
    frames: NDArray[np.uint8], sure: NDArray[np.float32], certainty: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Those that the quick network answers alone, and those that it leaves to the large one."""
    alone = sure >= np.float32(certainty)
    return frames[alone], frames[~alone]


def _ratio(proto: ModelProto, frames: NDArray[np.uint8]) -> float:
    """Of the first of these frames; of none it is 0."""
    return round(latency_ratio(proto, frames[:1]), 3) if len(frames) else 0.0
