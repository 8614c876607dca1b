"""What the report is made of: the names of its sections in their order, and the command that leaves each."""

from dataclasses import dataclass

_LABORATORY = "python -m model_training"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The place of the section of that name."""

    name: str
    title: str
    command: str


DATA = Chapter("data", "Data", f"{_LABORATORY} explore")
MODELS = Chapter("models", "Other kinds of model", f"{_LABORATORY} compare")
TEXTBOOK = Chapter("textbook", "What the textbooks show", f"{_LABORATORY} textbook")
DIGITS = Chapter("digits", "How well digits are read", f"{_LABORATORY} evaluate")
NUMBERS = Chapter("numbers", "How well numbers are read", f"{_LABORATORY} evaluate --suite numbers")
ERRORS = Chapter("errors", "Where it errs", f"{_LABORATORY} errors")
SEEDS = Chapter("seeds", "What is chance", f"{_LABORATORY} seeds")
ABLATION = Chapter("ablation", "What helps", f"{_LABORATORY} ablate")
TUNING = Chapter("tuning", "Tuning", f"{_LABORATORY} tune")
SPEED = Chapter("speed", "How fast service and page are", "make bench load lighthouse")

CHAPTERS = (DATA, MODELS, TEXTBOOK, DIGITS, NUMBERS, ERRORS, SEEDS, ABLATION, TUNING, SPEED)
