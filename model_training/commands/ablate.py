"""`ablate`: what each part of the recipe is worth, by short trainings without it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.chapters import ABLATION
from model_training.commands.parents import MODEL, ROOT, Commands, Parents, flag

if TYPE_CHECKING:
    from model_training.budget import Budget


def add(commands: Commands, parents: Parents) -> None:
    ablate = commands.add_parser(
        "ablate", parents=[parents.data, parents.report], help="train without each part of the recipe, in the small"
    )
    ablate.add_argument("--epochs", type=int, default=3, help="of each training (default: %(default)s)")
    ablate.add_argument("--images", type=int, default=12_000, help="of an epoch (default: %(default)s)")
    ablate.add_argument(
        "--rows", nargs="+", default=[], metavar="NAME", help="rows to train besides full and seeds (default: all)"
    )
    ablate.add_argument(
        "--teacher",
        type=Path,
        default=MODEL,
        help="ONNX file of digits that teaches in the row `taught` (default: %(default)s)",
    )
    ablate.add_argument(
        "--run", type=Path, default=ROOT / "runs" / "ablate", help="folder of the rows (default: %(default)s)"
    )
    ablate.set_defaults(command=_ablate)


def _ablate(options: argparse.Namespace) -> None:
    from model_training import mnist
    from model_training.ablation import SMALL, Bench, ablate, chosen
    from model_training.ablation_page import ablation_section
    from model_training.budget import Budget
    from model_training.held_out import hold_out
    from model_training.table import aligned
    from model_training.teacher import load_teacher

    budget, wanted = Budget(options.epochs, options.images), chosen(options.rows)
    config = budget.cut(SMALL)
    teacher = load_teacher([options.teacher], config) if any(variant.taught for variant in wanted.values()) else None
    parts = mnist.load_split(config, options.data_dir)
    bench = Bench(config, *parts, hold_out(config, options.data_dir), teacher)
    section = ablation_section(ablate(wanted, bench, options.run), budget, options.report, told(options, budget))
    section.write(options.report)
    (shown,) = section.tables
    print(aligned(shown.head, shown.rows))


def told(options: argparse.Namespace, budget: "Budget") -> str:
    """The command as it was given, for captions: its budget always, all else where it is not the default."""
    rows = f" --rows {' '.join(options.rows)}" if options.rows else ""
    return f"{ABLATION.command} {budget.flags}{rows}{flag('teacher', options.teacher, MODEL)}"
