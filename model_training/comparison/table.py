"""The comparison as rows: what each model reads beside what people report, and what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from model_training.comparison.cache import Cache, Figures, Fit
from model_training.comparison.kinds import SHIPPED, Kind, named
from model_training.table import Row, aligned

SCORES: Row = ("model", "accuracy", "95 % interval", "reported", "precision", "recall", "F1", "log loss", "ECE")
COSTS: Row = ("model", "search, CPU s", "training, CPU s", "by the clock, s", "ms a digit", "kB", "numbers kept")


@dataclass(frozen=True, slots=True)
class Measured:
    """A model of the comparison; the shipped network is of no kind, and has no fit here."""

    title: str
    figures: Figures
    kind: Kind | None
    fit: Fit | None
    search_seconds: float
    reported: tuple[float, ...]


def measured(cache: Cache, names: Sequence[str]) -> list[Measured]:
    """Those of them that the cache has figures of. Raises RunError, LaboratoryError for an unknown name."""
    found = [(name, cache.figures(name)) for name in names]
    return [_measured(cache, name, figures) for name, figures in found if figures]


def score_rows(models: Sequence[Measured]) -> list[Row]:
    """Under SCORES."""
    return [_scores(model) for model in models]


def cost_rows(models: Sequence[Measured]) -> list[Row]:
    """Under COSTS."""
    return [_costs(model) for model in models]


def printed(models: Sequence[Measured]) -> str:
    """All of it for the terminal."""
    return "\n\n".join((aligned(SCORES, score_rows(models)), aligned(COSTS, cost_rows(models)), total(models)))


def total(models: Sequence[Measured]) -> str:
    """What all of them took together; a kind's search counts once."""
    searches = {model.kind.name: model.search_seconds for model in models if model.kind}
    fits = sum(model.fit.cost.cpu_seconds + model.fit.file_cost.cpu_seconds for model in models if model.fit)
    tests = sum(model.figures.milliseconds * model.figures.n / 1000 for model in models)
    spent = sum(searches.values()) + fits + tests
    return f"All of it took {spent:,.0f} CPU seconds, so at least {spent / 120:.0f} minutes on two cores."


def _measured(cache: Cache, name: str, figures: Figures) -> Measured:
    """People report figures for models without shifts."""
    if name == SHIPPED:
        return Measured("the shipped network", figures, None, None, 0.0, ())
    model = named(name)
    searched = cache.search(model.kind.name).cost.cpu_seconds
    reported = () if model.shifts else model.kind.reported
    return Measured(model.title, figures, model.kind, cache.fit(name), searched, reported)


def _scores(model: Measured) -> Row:
    one = model.figures
    reported = " and ".join(f"{figure:g}" for figure in model.reported) or "–"
    shares = (f"{share:.2%}" for share in (one.precision, one.recall, one.f1))
    interval = f"{one.low:.2%} – {one.high:.2%}"
    return (model.title, f"{one.accuracy:.2%}", interval, reported, *shares, f"{one.loss:.4f}", f"{one.ece:.2%}")


def _costs(model: Measured) -> Row:
    one, fit = model.figures, model.fit
    served = (f"{one.milliseconds:.3f}", f"{one.size_bytes / 1000:,.0f}")
    if not fit:
        return (model.title, "–", "–", "–", *served, "–")
    spent = (model.search_seconds, fit.cost.cpu_seconds, fit.cost.seconds)
    return (model.title, *(f"{seconds:,.0f}" for seconds in spent), *served, f"{fit.parameters:,}")
