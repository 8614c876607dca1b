"""Model cards: what stands beside the weights, written by the laboratory and checked by the service."""

import dataclasses
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from backend.recognition.errors import ArtifactDamaged, ArtifactMissing


@dataclass(frozen=True, slots=True)
class Training:
    """Where the weights come from. `config` is every hyperparameter; `commit` the code that trained."""

    data: str
    data_sha256: dict[str, str]
    validation: str
    best_epoch: int
    parameters: int
    framework: str
    commit: str
    config: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Policy:
    """Which answers are accepted: the digit at least this probable, no digit and several digits at most this probable.

    Chosen on the n digits of `data`, of which the share `coverage` is accepted and the share `risk` of those misread:
    with this `confidence` no more than `risk_bound` of accepted answers are wrong (SGR, Geifman & El-Yaniv 2017).
    """

    min_probability: float
    max_not_a_digit: float
    max_several_digits: float
    data: str
    n: int
    coverage: float
    risk: float
    risk_bound: float
    confidence: float


@dataclass(frozen=True, slots=True)
class QuickNetwork:
    """A small network that looks first. The large one is asked only where this one is less sure than `certainty`: than
    the probability of its most probable digit less its doubts whether it is one digit; and where its doubt that it is
    several is more than `max_several_digits`.

    Of the n digits of `data` it answers the share `share` alone; in the share `changed` of these the large network
    reads another digit, or accepts what the quick one does not. Of `others` made-up inks that are no digit it is so
    sure of the share `let_through`, which the large one would not accept. `latency_ratio` is as in `ModelCard`, of a
    frame which it answers alone. `precision` is what most of its convolutions calculate in: "int8" are their weights,
    between them everything is uint8; the large network calculates in float32.
    """

    precision: str
    certainty: float
    max_several_digits: float
    temperature: float
    latency_ratio: float
    data: str
    n: int
    share: float
    changed: float
    others: int
    let_through: float
    training: Training


@dataclass(frozen=True, slots=True)
class NumberPolicy:
    """How sure the reader is of a number, and which numbers are accepted: those at least `min_probability`
    probable.

    `slope` and `offset` turn the log-odds of the most probable way to cut and read a line into those of its being right
    (Platt 1999). All are fitted on the n numbers of `data`; the other figures are as in `Policy`.
    """

    slope: float
    offset: float
    min_probability: float
    data: str
    n: int
    coverage: float
    risk: float
    risk_bound: float
    confidence: float


@dataclass(frozen=True, slots=True)
class NumberPolicies:
    """One for numbers written with a pen, one for pictures of them."""

    strokes: NumberPolicy
    pictures: NumberPolicy


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured on n digits, and by which command.

    `accuracy` is the share read right, with its 95 % Wilson interval, `ece` the expected calibration error, `coverage`
    the share accepted by the policy and `risk` the share misread of those.
    """

    dataset: str
    n: int
    accuracy: float
    low: float
    high: float
    ece: float
    coverage: float
    risk: float
    command: str


@dataclass(frozen=True, slots=True)
class NumberEvaluation:
    """What was measured on n lines of digits, and by which command.

    `exact` is the share read right in every digit, with its 95 % Wilson interval, `digit_errors` the edit distance by
    the number of digits written, `coverage` the share accepted and `risk` the share misread of those.
    """

    dataset: str
    n: int
    exact: float
    low: float
    high: float
    digit_errors: float
    coverage: float
    risk: float
    command: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was measured on n inks that are no digit, and by which command.

    `coverage` is the share accepted nevertheless, with its 95 % Wilson interval; `auroc` says how probably a digit of
    MNIST's test set is trusted more than one of them.
    """

    dataset: str
    n: int
    coverage: float
    low: float
    high: float
    auroc: float
    command: str


class Card:
    """What all cards have. `sha256` binds a card to one ONNX file, which repeats `version` and `preprocessing` in its
    metadata; `preprocessing` binds it to the code that makes the model's input of ink."""

    __slots__ = ()
    version: str
    sha256: str
    preprocessing: str
    training: Training

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False) + "\n"  # type: ignore[call-overload]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError, TypeError, KeyError or AttributeError where the text is no such card."""
        rows = json.loads(text).items()
        card = cls(**{name: _PARTS[name](value) if name in _PARTS else value for name, value in rows})
        for field in dataclasses.fields(cls):  # type: ignore[arg-type]
            if field.type is str and not isinstance(getattr(card, field.name), str):
                raise TypeError(f"{field.name} must be text")
        return card


@dataclass(frozen=True, slots=True)
class ModelCard(Card):
    """Of the model for single digits; `preprocessing` is that of `normalize`.

    `file` is the name under which the file was written. `latency_ratio` is the time for one frame in ONNX Runtime on
    one thread, as a share of what a plain CNN of 420k parameters takes beside it: the mean over digits like those that
    the policy was chosen on. `cascade` are the networks that look before the one which `temperature` and `training`
    are of: one, or none where that one is always asked.
    """

    name: str
    version: str
    file: str
    sha256: str
    size_bytes: int
    latency_ratio: float
    input: str
    output: str
    preprocessing: str
    temperature: float
    policy: Policy
    cascade: tuple[QuickNetwork, ...]
    training: Training
    evaluations: tuple[Evaluation, ...]
    rejections: tuple[Rejection, ...]
    licence: str


@dataclass(frozen=True, slots=True)
class LineCard(Card):
    """Of the network for lines of digits; `preprocessing` is that of `strip`.

    `digits` is the version of the model for single digits with which the policies `numbers` were fitted: numbers are
    read by both. `file` is as in `ModelCard`; `latency_ratio` is the time for one strip of 192 columns as a share of
    what the plain CNN takes for one frame.
    """

    name: str
    version: str
    file: str
    sha256: str
    size_bytes: int
    latency_ratio: float
    input: str
    output: str
    preprocessing: str
    temperature: float
    digits: str
    numbers: NumberPolicies
    training: Training
    number_evaluations: tuple[NumberEvaluation, ...]
    licence: str


AnyCard = TypeVar("AnyCard", bound=Card)


def read_card(path: Path, kind: type[AnyCard]) -> AnyCard:
    """Reads the card file. Raises ArtifactMissing or ArtifactDamaged."""
    try:
        return kind.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ArtifactMissing(f"There is no model card {path}.") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArtifactDamaged(f"The model card {path} cannot be read: {error}") from error


def _policy(row: dict[str, Any]) -> Policy:
    for limit in ("min_probability", "max_not_a_digit", "max_several_digits"):
        _refuse_no_share(limit, row[limit])
    return Policy(**row)


def _quick_network(row: dict[str, Any]) -> QuickNetwork:
    for limit in ("certainty", "max_several_digits"):
        _refuse_no_share(limit, row[limit])
    return QuickNetwork(**row | {"training": Training(**row["training"])})


def _number_policy(row: dict[str, Any]) -> NumberPolicy:
    _refuse_no_share("min_probability", row["min_probability"])
    for name in ("slope", "offset"):
        if type(row[name]) not in (int, float) or not math.isfinite(row[name]):
            raise ValueError(f"{name} must be a number, not {row[name]!r}")
    return NumberPolicy(**row)


def _refuse_no_share(name: str, value: object) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ValueError(f"{name} must be a number from 0 to 1, not {value!r}")


_PARTS: dict[str, Callable[[Any], object]] = {
    "policy": _policy,
    "numbers": lambda rows: NumberPolicies(**{kind: _number_policy(row) for kind, row in rows.items()}),
    "cascade": lambda rows: tuple(map(_quick_network, rows)),
    "training": lambda row: Training(**row),
    "evaluations": lambda rows: tuple(Evaluation(**row) for row in rows),
    "rejections": lambda rows: tuple(Rejection(**row) for row in rows),
    "number_evaluations": lambda rows: tuple(NumberEvaluation(**row) for row in rows),
}
"""How what is not plain JSON in a card is made of JSON."""
