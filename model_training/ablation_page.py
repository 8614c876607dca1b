"""The ablation as a section of the report: a table, and how far each row is from the full recipe."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from model_training.ablation import FULL, Row, variants
from model_training.ablation_plot import plot_differences
from model_training.budget import Budget
from model_training.paired import Difference, difference
from model_training.section import Figure, Section, Table

COMMAND = "python -m model_training ablate"
ALL = "all"
_PICTURE = "ablation.svg"

_READING = (
    "Accuracy on each kind of held-out digits, and in brackets how many more or fewer were read than by the full "
    "recipe. The interval is of the difference on all of them, of which the very same digits were read (95 %, "
    "Agresti & Min); a row is told apart from the full recipe only where it leaves out zero and is also wider off "
    "than the full recipe with another seed."
)


def ablation_section(rows: Mapping[str, Row], budget: Budget, report: Path) -> Section:
    """The section of rows, the full recipe's first, and its picture in the report's folder. Raises OSError."""
    pooled = {name: against(row, rows[FULL]) for name, row in rows.items()}
    others = {name: found for name, found in pooled.items() if name != FULL}
    titles = {name: variant.title for name, variant in variants().items()}
    report.mkdir(parents=True, exist_ok=True)
    chance = _chance(others)
    plot_differences({titles[name]: found for name, found in others.items()}, chance, report / _PICTURE)
    n = sum(rows[FULL].n.values())
    kinds = [f"{kind} (n = {count:,})" for kind, count in rows[FULL].n.items()]
    head, command = ("recipe", *kinds, ALL, "difference", "interval", ""), f"{COMMAND} {budget.flags}"
    table = tuple(_cells(titles[name], row, rows[FULL], pooled[name], chance) for name, row in rows.items())
    return Section(
        name="ablation",
        title="What helps",
        text=_text(budget, chance),
        figures=(
            Figure(
                "Against the full recipe",
                _PICTURE,
                "Each dot is how many points of accuracy a recipe gains or loses, with its 95 % interval: left of "
                "zero, what was left out had helped; the grey band is what other seeds alone change.",
                n,
                command,
            ),
        ),
        tables=(Table("Each part left out", head, table, _READING, n, command),),
    )


def against(row: Row, full: Row) -> Difference:
    """On all kinds of digits together."""
    return difference(_misread(row), _misread(full), sum(full.n.values()))


def _misread(row: Row) -> set[int]:
    """What was misread of all kinds, one behind the other."""
    starts = dict(zip(row.n, np.cumsum([0, *row.n.values()]), strict=False))
    return {int(starts[kind]) + index for kind, wrong in row.wrong.items() for index in wrong}


def _chance(others: Mapping[str, Difference]) -> float:
    """The largest difference that another seed alone makes."""
    return max((abs(found.value) for name, found in others.items() if name.startswith("seed-")), default=0.0)


def _text(budget: Budget, chance: float) -> tuple[str, ...]:
    return (
        f"Each row is a training of its own under the same small budget: {budget}, by a network of a fifth of the "
        "multiplications. Differences are those of such short trainings: what helps against learning images by heart, "
        "which takes many epochs, can cost accuracy in these.",
        "The full recipe here learns from labels alone: a teacher has learned from every set and would hide what each "
        "is worth. What one adds is a row of its own.",
        f"Another seed alone changed up to {100 * chance:.2f} points.",
    )


def _cells(title: str, row: Row, full: Row, pooled: Difference, chance: float) -> tuple[str, ...]:
    kinds = [_kind(row, full, kind) for kind in full.n]
    n, wrong = sum(row.n.values()), sum(map(len, row.wrong.values()))
    if row is full:
        return (title, *kinds, _share(n, wrong), "", "", "")
    found = (f"{100 * pooled.value:+.2f}", f"{100 * pooled.low:+.2f} to {100 * pooled.high:+.2f}")
    return (title, *kinds, _share(n, wrong), *found, _verdict(pooled, chance))


def _kind(row: Row, full: Row, kind: str) -> str:
    wrong, before = len(row.wrong[kind]), len(full.wrong[kind])
    return _share(row.n[kind], wrong) + ("" if row is full else f" ({before - wrong:+d})")


def _share(n: int, wrong: int) -> str:
    return f"{1 - wrong / n:.2%}"


def _verdict(found: Difference, chance: float) -> str:
    if not found.certain or abs(found.value) <= chance:
        return "within chance"
    return "better" if found.value > 0 else "worse"
