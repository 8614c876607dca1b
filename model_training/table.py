"""The tables of all measured sets, as their cells are to be read."""

from collections.abc import Sequence

from model_training.measure import Measured, MeasuredDigits, MeasuredOthers
from model_training.number_scores import MeasuredNumbers

Row = tuple[str, ...]

HEAD: Row = ("data", "n", "accuracy", "95 % interval", "ECE", "coverage", "risk", "AUROC", "role")
NUMBERS_HEAD: Row = (
    *("data", "reader", "n", "exact", "95 % interval", "digit errors"),
    *("coverage", "risk", "lines counted", "ms a line", "role"),
)
_TEXTS = ("data", "reader", "recipe", "role")


def rows(measured: Measured) -> list[Row]:
    """A row per set under HEAD; a dash where a figure has no meaning."""
    digits = [_digits(row) for row in (*measured.digits, *measured.corrupted)]
    return digits + [_others(row) for row in measured.others]


def number_rows(measured: Sequence[MeasuredNumbers]) -> list[Row]:
    """A row per set and reader under NUMBERS_HEAD."""
    return [_numbers(row) for row in measured]


def aligned(head: Row, table: Sequence[Row]) -> str:
    """Head and rows in columns."""
    widths = [max(map(len, column)) for column in zip(head, *table, strict=True)]
    lines = [
        "  ".join(_pad(cell, width, name) for cell, width, name in zip(row, widths, head, strict=True)).rstrip()
        for row in (head, *table)
    ]
    return "\n".join(lines)


def _digits(row: MeasuredDigits) -> Row:
    scores, accepted = row.scores, row.acceptance
    interval = f"{scores.low:.2%} – {scores.high:.2%}"
    share = (f"{scores.ece:.2%}", f"{accepted.coverage:.2%}", f"{accepted.risk:.2%}")
    return (row.inks.name, f"{scores.n:,}", f"{scores.accuracy:.2%}", interval, *share, "–", row.inks.role)


def _others(row: MeasuredOthers) -> Row:
    accepted = row.acceptance
    return (
        row.inks.name,
        f"{accepted.n:,}",
        "–",
        "–",
        "–",
        f"{accepted.coverage:.2%}",
        "–",
        f"{row.auroc:.4f}",
        row.inks.role,
    )


def _numbers(row: MeasuredNumbers) -> Row:
    scores, accepted = row.scores, row.scores.acceptance
    interval = f"{scores.low:.2%} – {scores.high:.2%}"
    lines = (f"{accepted.coverage:.2%}", f"{accepted.risk:.2%}", f"{scores.counted:.2%}", f"{scores.milliseconds:.1f}")
    exact = (f"{scores.n:,}", f"{scores.exact:.2%}", interval, f"{scores.digit_errors:.2%}")
    return (row.numbers.name, row.reader, *exact, *lines, row.numbers.role)


def _pad(cell: str, width: int, name: str) -> str:
    return cell.ljust(width) if name in _TEXTS else cell.rjust(width)
