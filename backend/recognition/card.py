"""The model card: what stands beside the weights, written by the laboratory and checked by the service."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
class Evaluation:
    """One measured figure: share right of n, with its 95 % Wilson interval, and the command that measured it."""

    dataset: str
    n: int
    accuracy: float
    low: float
    high: float
    command: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """`sha256` binds the card to one ONNX file, which repeats `version` and `preprocessing` in its metadata.

    `preprocessing` binds it to the code in `normalize`; `file` is the name under which the file was written.
    """

    name: str
    version: str
    file: str
    sha256: str
    size_bytes: int
    input: str
    output: str
    preprocessing: str
    temperature: float
    training: Training
    evaluations: tuple[Evaluation, ...]
    licence: str

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "ModelCard":
        """Raises ValueError, TypeError or KeyError where the text is no card."""
        data = json.loads(text)
        training = Training(**data.pop("training"))
        evaluations = tuple(Evaluation(**row) for row in data.pop("evaluations"))
        card = cls(training=training, evaluations=evaluations, **data)
        for field in ("version", "file", "sha256", "preprocessing"):
            if not isinstance(getattr(card, field), str):
                raise TypeError(f"{field} must be text")
        return card


def read_card(path: Path) -> ModelCard:
    """Reads the card file. Raises ArtifactMissing or ArtifactDamaged."""
    try:
        return ModelCard.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ArtifactMissing(f"There is no model card {path}.") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArtifactDamaged(f"The model card {path} cannot be read: {error}") from error
