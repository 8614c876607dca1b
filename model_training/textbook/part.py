"""What one of the chapter's examples comes to: a paragraph, a picture and a table of the report page."""

from dataclasses import dataclass

from model_training.metrics import interval
from model_training.section import Figure, Table

PICTURES = "models"
"""The folder of the pictures, in the report's."""


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    figure: Figure
    table: Table


def share(right: int, n: int) -> str:
    """In per cent, with its 95 % Wilson interval; a dash of nothing."""
    if not n:
        return "–"
    low, high = interval(right, n)
    return f"{right / n:.2%} ({low:.2%} – {high:.2%})"
