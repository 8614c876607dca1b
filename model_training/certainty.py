"""How sure a quick network must be to answer alone: so sure that the large one would hardly ever say otherwise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto
from tqdm import tqdm

from backend.recognition.candidate import rounded
from backend.recognition.card import Policy
from backend.recognition.classifier import INPUT, OUTPUTS, Answers
from backend.recognition.decision import reasons_to_review
from backend.recognition.normalize import Sight
from backend.recognition.session import Session
from model_training.chunks import chunks
from model_training.errors import RunError
from model_training.policy import guaranteed_risk

CHANGED = 0.002
"""Of the digits that the quick network answers alone, the share that it may read otherwise or not accept."""

LET_THROUGH = 0.001
"""Of what is no digit, the share that the quick network may be so sure of though the large one would not accept it."""


_CLEAR = Sight(np.zeros((28, 28), np.uint8))


@dataclass(frozen=True, slots=True)
class Pair:
    """What both networks say of the same n frames."""

    quick: Answers
    large: Answers

    @classmethod
    def ask(cls, quick: ModelProto, large: ModelProto, frames: NDArray[np.uint8]) -> "Pair":
        return cls(ask(quick, frames), ask(large, frames))

    def sure(self, policy: Policy) -> NDArray[np.float32]:
        """(n,) how sure the quick one is, as `cascade` has it; not at all where it may be several to the policy."""
        sure = self.quick.probabilities.max(axis=1) - self.quick.outliers.sum(axis=1)
        return np.where(self.quick.outliers[:, 1] <= np.float32(policy.max_several_digits), sure, np.float32(-1))

    def changed(self, policy: Policy) -> NDArray[np.bool_]:
        """(n,) whether the quick one reads another digit, or leaves for review what the large one accepts.

        That it accepts more is no change for the worse while it reads the same: `fit_policy` bounds the cascade's risk.
        """
        read = [answers.probabilities.argmax(axis=1) for answers in (self.quick, self.large)]
        return np.asarray((read[0] != read[1]) | (~accepted(self.quick, policy) & accepted(self.large, policy)))


def ask(proto: ModelProto, frames: NDArray[np.uint8]) -> Answers:
    """What a graph with the ends of `build_graph` says of uint8 (n, 28, 28) frames."""
    session = Session(proto.SerializeToString())
    batches = tqdm(chunks(frames, 256), desc="asked", leave=False)
    return Answers.join([Answers(*session.run(OUTPUTS, {INPUT: batch})) for batch in batches])


def accepted(answers: Answers, policy: Policy) -> NDArray[np.bool_]:
    """(n,) which answers a policy accepts, of ink against which nothing else speaks."""
    tops = map(rounded, answers.probabilities.max(axis=1))
    rows = zip(tops, answers.outliers.tolist(), strict=True)
    return np.array([not reasons_to_review(top, outliers, _CLEAR, policy) for top, outliers in rows], np.bool_)


def least_certainty(digits: Pair, others: Pair, policy: Policy) -> float:
    """From which certainty on the quick network may answer alone, to six decimals, upwards.

    On digits CHANGED is kept with the confidence of `policy`, on what is none LET_THROUGH. `policy` is the large one's.
    Raises RunError where the quick one cannot keep that even on half of the digits.
    """
    of_digits, bound = guaranteed_risk(digits.sure(policy), digits.changed(policy), CHANGED)
    if bound > CHANGED:
        raise RunError(
            f"where the quick network is surest the large one may still read {bound:.2%} of the digits otherwise, "
            f"wanted are {CHANGED:.2%}: train it longer, or a larger one"
        )
    wrong = np.sort(others.sure(policy)[~accepted(others.large, policy)])[::-1]
    allowed = int(LET_THROUGH * len(others.quick.outliers))
    of_others = float(wrong[allowed]) if len(wrong) > allowed else 0.0
    return float(np.floor(max(of_digits, of_others, 0.0) * 1e6 + 1) / 1e6)
