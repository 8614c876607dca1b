"""Where a training's images are from, as the card says it."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from model_training import mnist
from model_training.datasets import CREDITS
from model_training.errors import RunError
from model_training.held_out import HeldOut


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a training's images are from, as the model card says it: in words, and as SHA-256 by file."""

    data: str
    validation: str
    sha256: dict[str, str]
    licence: str

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def read(cls, path: Path) -> "Sources":
        """Raises RunError."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise RunError(f"what was learned from cannot be read at {path}: {error}") from error


def origins(data: str, validation: str, held_out: HeldOut) -> Sources:
    """What was learned from and chosen by, in words, with the sums and credits of MNIST and of what was held out of."""
    credits_ = [mnist.CREDIT, *(CREDITS[name] for name in held_out.sha256)]
    return Sources(
        data=data,
        validation=validation,
        sha256={name: digest for name, digest in mnist.SHA256.items() if name.startswith("train")} | held_out.sha256,
        licence=f"MIT; trained on {'; '.join(credits_)}",
    )
