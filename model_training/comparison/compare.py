"""The comparison: for each model a search, a fit, a file with its proof, and what the file is worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from backend.recognition.card import ModelCard, read_card
from backend.recognition.errors import ArtifactError
from model_training.comparison.artifact import write_model
from model_training.comparison.cache import Cache, Figures, Fit
from model_training.comparison.cost import timed
from model_training.comparison.digits import Split
from model_training.comparison.figures import figures
from model_training.comparison.kinds import SHIPPED, Model, named
from model_training.comparison.search import Halving
from model_training.errors import RunError
from model_training.mnist import Digits


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done: `rungs` are the digits that candidates of a search learn from, `shipped` the service's file."""

    rungs: tuple[int, ...]
    quick: bool
    shipped: Path


def compare(names: tuple[str, ...], split: Split, cache: Cache, plan: Plan) -> Iterator[tuple[str, Figures]]:
    """The figures of each model, as soon as they are there; what the cache holds is not done again.

    Raises RunError, ParityError, and LaboratoryError for an unknown name.
    """
    for name in tqdm(names, desc="models"):
        path = plan.shipped if name == SHIPPED else made(named(name), split, cache, plan)
        try:
            yield name, _figures(name, path, split.test, cache)
        except ArtifactError as error:
            raise RunError(str(error) if name == SHIPPED else f"{error} {again(path)}") from error


def again(path: Path) -> str:
    """What to do about a damaged file of the cache."""
    return f"Delete {path.parent} to have it made again."


def _figures(name: str, path: Path, test: Digits, cache: Cache) -> Figures:
    """Those of the cache, if they are of this file and as many digits. Raises ArtifactError."""
    done = cache.figures(name)
    if done is None or done.n != len(test) or done.sha256 != read_card(path.with_suffix(".json"), ModelCard).sha256:
        done = figures(path, test)
        cache.keep(name, done)
    return done


def made(model: Model, split: Split, cache: Cache, plan: Plan) -> Path:
    """The model's file, fitted now unless the cache holds it as the search finds it best, on as many digits."""
    path, kind, done = cache.model(model.name), model.kind, cache.fit(model.name)
    fixed = kind.params | (kind.quick if plan.quick else {})
    ours = fixed | (kind.shifted if model.shifts else {})
    params = Halving(kind, split, plan.rungs, fixed | kind.trial).best(cache) | ours
    if done is None or (done.n, done.params) != (len(split.learned), params):
        fitted, cost = timed(lambda: model.fit(split.learned, params))
        parity, file_cost = timed(lambda: write_model(model, fitted, params, split, path))
        cache.keep(model.name, Fit(params, len(split.learned), cost, file_cost, str(parity), fitted.parameters))
    return path
