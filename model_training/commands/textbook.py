"""`textbook`: one digit against the rest, several labels at once, denoising, each with its plots."""

import argparse
import os
from pathlib import Path

from model_training.commands.parents import REPORT, ROOT, Commands, Parents
from model_training.errors import LaboratoryError
from model_training.textbook import EXAMPLES

ALONE = ROOT / "runs" / "textbook"
"""Where an example alone is drawn: in the report it would be another than the section tells of."""


def add(commands: Commands, parents: Parents) -> None:
    textbook = commands.add_parser(
        "textbook", parents=[parents.data, parents.report], help="what the textbooks' chapter on classification shows"
    )
    textbook.add_argument(
        "example",
        nargs="?",
        choices=EXAMPLES,
        help="one of them, drawn into runs/textbook (default: all, into the report)",
    )
    textbook.add_argument(
        "--digit", type=int, choices=range(10), default=5, help="of binary: told from the rest (default: %(default)s)"
    )
    textbook.add_argument(
        "--precision", type=float, default=0.9, help="of binary: wanted of what is called so (default: %(default)s)"
    )
    textbook.set_defaults(command=_textbook)


def folder(example: str | None, report: Path) -> Path:
    """Where the pictures go, of one example or all of them, by the report that was named."""
    return ALONE if example and report == REPORT else report


def _textbook(options: argparse.Namespace) -> None:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # else threads that wait for each other keep both cores busy
    if not 0 < options.precision <= 1:
        raise LaboratoryError(f"--precision {options.precision:g} should be above 0 and at most 1")
    from model_training.comparison.digits import load
    from model_training.table import aligned
    from model_training.textbook.binary import Wanted
    from model_training.textbook.chapter import examples, write_chapter

    names = (options.example,) if options.example else EXAMPLES
    split, wanted = load(options.data_dir), Wanted(options.digit, options.precision)
    report = folder(options.example, options.report)
    parts = list(examples(names, split, report, wanted))
    for part in parts:
        print(
            aligned(part.table.head, part.table.rows),
            part.table.reading,
            report / part.figure.file,
            sep="\n",
            end="\n\n",
        )
    if not options.example:
        write_chapter(parts, report)
