"""The chapter's examples by their names, and their section of the report page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from model_training.chapters import TEXTBOOK
from model_training.comparison.digits import Split
from model_training.errors import RunError
from model_training.section import Section
from model_training.textbook.binary import Wanted, binary
from model_training.textbook.denoise import denoise
from model_training.textbook.multilabel import multilabel
from model_training.textbook.part import PICTURES, Part


def examples(names: Sequence[str], split: Split, report: Path, wanted: Wanted) -> Iterator[Part]:
    """Those of EXAMPLES, each with its picture in the report's folder. Raises LaboratoryError."""
    try:
        (report / PICTURES).mkdir(parents=True, exist_ok=True)
        for name in tqdm(names, desc="examples"):
            yield _example(name, split, report, wanted)
    except OSError as error:
        raise RunError(f"the report in {report} cannot be written: {error.strerror}") from error


def write_chapter(parts: Sequence[Part], report: Path) -> None:
    """The section, of all examples. Raises RunError."""
    section = Section(
        name=TEXTBOOK.name,
        title=TEXTBOOK.title,
        text=tuple(part.text for part in parts),
        figures=tuple(part.figure for part in parts),
        tables=tuple(part.table for part in parts),
    )
    try:
        section.write(report)
    except OSError as error:
        raise RunError(f"the report in {report} cannot be written: {error.strerror}") from error


def _example(name: str, split: Split, report: Path, wanted: Wanted) -> Part:
    if name == "binary":
        return binary(split, report, wanted)
    return multilabel(split, report) if name == "multilabel" else denoise(split, report)
