"""The table of all measured sets: once for the terminal, once for Markdown."""

from collections.abc import Sequence

from model_training.measure import Measured, MeasuredDigits, MeasuredOthers

Row = tuple[str, ...]

HEAD: Row = ("data", "n", "accuracy", "95 % interval", "ECE", "coverage", "risk", "AUROC", "role")
_TEXTS = ("data", "role")


def rows(measured: Measured) -> list[Row]:
    """A row per set under HEAD; a dash where a figure has no meaning."""
    digits = [_digits(row) for row in (*measured.digits, *measured.corrupted)]
    return digits + [_others(row) for row in measured.others]


def aligned(table: Sequence[Row]) -> str:
    """HEAD and the rows in columns."""
    widths = [max(map(len, column)) for column in zip(HEAD, *table, strict=True)]
    lines = [
        "  ".join(_pad(cell, width, name) for cell, width, name in zip(row, widths, HEAD, strict=True)).rstrip()
        for row in (HEAD, *table)
    ]
    return "\n".join(lines)


def markdown(head: Row, table: Sequence[Row]) -> str:
    """A Markdown table: texts to the left, figures to the right."""
    rule = "".join("|---" if name in _TEXTS else "|--:" for name in head) + "|"
    return "\n".join([_line(head), rule, *map(_line, table)])


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


def _pad(cell: str, width: int, name: str) -> str:
    return cell.ljust(width) if name in _TEXTS else cell.rjust(width)


def _line(row: Row) -> str:
    return f"| {' | '.join(row)} |"
