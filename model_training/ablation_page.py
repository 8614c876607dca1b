"""The ablation as a section of the report: a table, and how far each row is from the full recipe."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import t

from model_training.ablation import FULL, SEEDS, Row, variants
from model_training.ablation_plot import plot_differences
from model_training.budget import Budget
from model_training.chapters import ABLATION
from model_training.paired import Difference, difference
from model_training.section import Figure, Section, Table

ALL = "all"
_PICTURE = "ablation.svg"
_CHANCE, _UNKNOWN = "within chance", "not told"

_READING = (
    "Accuracy on each kind of held-out digits, and in brackets how many more or fewer were read than by the full "
    "recipe. The interval is of the difference on all of them, of which the very same digits were read (95 %, "
    "Agresti & Min); a row is told apart from the full recipe only where it leaves out zero and the difference is "
    "larger than two trainings differ by seed alone (95 %). Each row's best epoch was taken on these same digits."
)


def ablation_section(rows: Mapping[str, Row], budget: Budget, report: Path, command: str) -> Section:
    """The section of rows, the full recipe's first, and its picture in the report's folder. Raises OSError.

    `command` is the one that trained them.
    """
    pooled = {name: against(row, rows[FULL]) for name, row in rows.items()}
    others = {name: found for name, found in pooled.items() if name != FULL}
    titles = {name: variant.title for name, variant in variants().items()}
    report.mkdir(parents=True, exist_ok=True)
    chance = _chance(rows)
    plot_differences({titles[name]: found for name, found in others.items()}, chance, report / _PICTURE)
    n = sum(rows[FULL].n.values())
    kinds = [f"{kind} (n = {count:,})" for kind, count in rows[FULL].n.items()]
    head = ("recipe", *kinds, ALL, "difference", "interval", "")
    table = tuple(_cells(titles[name], row, rows[FULL], pooled[name], chance) for name, row in rows.items())
    return Section(
        name=ABLATION.name,
        title=ABLATION.title,
        text=_text(budget, chance, [_verdict(found, chance) for name, found in others.items() if name not in SEEDS]),
        figures=(
            Figure(
                "Against the full recipe",
                _PICTURE,
                "Each dot is how many points of accuracy a recipe gains or loses, with its 95 % interval: in the grey "
                "band two trainings may differ by seed alone (95 %); left of it, what was left out had helped.",
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


def _chance(rows: Mapping[str, Row]) -> float | None:
    """By how much the accuracies of two trainings differ by seed alone, 95 % of the time: Student's t of the spread
    between the full recipe and the same with other seeds. None where there is no other seed.
    """
    found = [_accuracy(rows[name]) for name in (FULL, *SEEDS) if name in rows]
    if len(found) < 2:
        return None
    return float(t.ppf(0.975, len(found) - 1) * np.sqrt(2.0) * np.std(found, ddof=1))


def _accuracy(row: Row) -> float:
    return 1 - sum(map(len, row.wrong.values())) / sum(row.n.values())


def _text(budget: Budget, chance: float | None, verdicts: Sequence[str]) -> tuple[str, ...]:
    return (
        f"Each row is a training of its own under the same small budget: {budget}, by a network of a fifth of the "
        "default config's multiplications. Differences are those of such short trainings: what helps against learning "
        "images by heart, which takes many epochs, can cost accuracy in these.",
        "The full recipe here learns from labels alone: a teacher has learned from every set and would hide what each "
        "is worth. What one adds is a row of its own.",
        _told_apart(chance, verdicts),
    )


def _told_apart(chance: float | None, verdicts: Sequence[str]) -> str:
    if chance is None:
        return "No other seed was trained, so that no row can be told apart from chance."
    told_apart = sum(verdict != _CHANCE for verdict in verdicts)
    return (
        f"Two trainings that differ by seed alone differ by up to {100 * chance:.2f} points (95 %, Student's t of "
        f"the seeds' spread); of {len(verdicts)} rows {told_apart} can be told apart from that. More seeds and a "
        "larger budget tell more apart."
    )


def _cells(title: str, row: Row, full: Row, pooled: Difference, chance: float | None) -> tuple[str, ...]:
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


def _verdict(found: Difference, chance: float | None) -> str:
    if chance is None:
        return _UNKNOWN
    if not found.certain or abs(found.value) <= chance:
        return _CHANCE
    return "better" if found.value > 0 else "worse"
