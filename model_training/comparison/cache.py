"""The folder of a comparison: what is done is there, whole or not at all, and is not done again.

A folder a model: `digits.onnx` with its card, `fit.json` and `figures.json`; one a kind: `search.json`.
"""

from pathlib import Path
from typing import TypeVar

from pydantic.dataclasses import dataclass

from model_training.atomic import write_atomically
from model_training.comparison.cost import Cost
from model_training.comparison.fitted import Params
from model_training.config import STRICT, Count, Record, Share, Spread
from model_training.errors import RunError

_Found = TypeVar("_Found", bound=Record)


@dataclass(frozen=True, slots=True, config=STRICT)
class Trial:
    """Hyperparameters, learned from the first n digits, and the share of validation digits they got right."""

    params: dict[str, int | float]
    n: Count
    accuracy: Share
    cost: Cost


@dataclass(frozen=True, slots=True, config=STRICT)
class Search(Record):
    trials: tuple[Trial, ...] = ()

    def find(self, params: Params, n: int) -> Trial | None:
        return next((trial for trial in self.trials if trial.params == params and trial.n == n), None)

    @property
    def cost(self) -> Cost:
        return sum((trial.cost for trial in self.trials), Cost())


@dataclass(frozen=True, slots=True, config=STRICT)
class Fit(Record):
    """How a model was fitted, on n images, and the proof that its file answers as it does.

    `cost` is that of the fit, `file_cost` that of making the file, its temperature, its policy and the proof.
    """

    params: dict[str, int | float]
    n: Count
    cost: Cost
    file_cost: Cost
    parity: str
    parameters: Count


@dataclass(frozen=True, slots=True, config=STRICT)
class Figures(Record):
    """What a file with this SHA-256 is worth on n test digits, as the service loads it.

    `low` and `high`: 95 % Wilson interval of the accuracy; precision, recall and F1 are means over the digits; `loss`
    is the mean negative log-likelihood; `milliseconds` are those of one core for a digit, in batches.
    """

    sha256: str
    n: Count
    accuracy: Share
    low: Share
    high: Share
    precision: Share
    recall: Share
    f1: Share
    loss: Spread
    ece: Share
    milliseconds: Spread
    size_bytes: Count


@dataclass(frozen=True, slots=True)
class Cache:
    """`folder` holds everything; nothing is made before it is written to."""

    folder: Path

    def model(self, name: str) -> Path:
        return self.folder / name / "digits.onnx"

    def search(self, kind: str) -> Search:
        return _read(self.folder / kind / "search.json", Search) or Search()

    def fit(self, name: str) -> Fit | None:
        return _read(self.folder / name / "fit.json", Fit)

    def figures(self, name: str) -> Figures | None:
        return _read(self.folder / name / "figures.json", Figures)

    def keep(self, name: str, record: Search | Fit | Figures) -> None:
        """Raises RunError."""
        path = self.folder / name / f"{type(record).__name__.lower()}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, record.to_json().encode())
        except OSError as error:
            raise RunError(f"{path} cannot be written: {error.strerror}") from error


def _read(path: Path, kind: type[_Found]) -> _Found | None:
    """None where there is none. Raises RunError."""
    if not path.exists():
        return None
    try:
        return kind.read(path)
    except RunError as error:
        raise RunError(f"{path} is damaged: delete it to have it made again ({error})") from error
