"""`compare`: classical models and plain networks beside the shipped network, and any of them as a file to serve."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.commands.parents import ROOT, Commands, Parents
from model_training.errors import LaboratoryError

if TYPE_CHECKING:
    from model_training.comparison.cache import Cache
    from model_training.comparison.compare import Plan
    from model_training.comparison.digits import Split


def add(commands: Commands, parents: Parents) -> None:
    compare = commands.add_parser(
        "compare",
        parents=[parents.data, parents.model, parents.report],
        help="train and measure other kinds of model beside the shipped network",
    )
    compare.add_argument("--quick", action="store_true", help="on 4,000 digits, in minutes; no report")
    compare.add_argument("--models", help="names with commas between them (default: all)")
    compare.add_argument("--export", metavar="NAME", help="write this model as a file that the service serves")
    compare.add_argument("--out", type=Path, metavar="FILE", help="where to, ending in .onnx (default: runs/NAME.onnx)")
    compare.add_argument(
        "--cache", type=Path, default=ROOT / "runs" / "compare", help="what is done already (default: %(default)s)"
    )
    compare.set_defaults(command=_compare)


def _compare(options: argparse.Namespace) -> None:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # else threads that wait for each other keep both cores busy
    from model_training.comparison.cache import Cache
    from model_training.comparison.compare import Plan, compare
    from model_training.comparison.digits import load
    from model_training.comparison.kinds import NAMES
    from model_training.comparison.section import write_section
    from model_training.comparison.table import measured, printed

    names = _names(options)
    cache = Cache(options.cache / "quick" if options.quick else options.cache)
    split = load(options.data_dir)
    plan = Plan((2_000, 8_000), quick=False, shipped=options.model)
    if options.quick:
        split, plan = split.first(4_000, 1_000, 2_000), Plan((500, 1_500), quick=True, shipped=options.model)
    if options.export:
        print(_export(options, split, cache, plan))
        return
    for _ in compare(names or NAMES, split, cache, plan):
        if not options.quick:
            write_section(cache, options.report)
    print(printed(measured(cache, names or NAMES)))


def _names(options: argparse.Namespace) -> tuple[str, ...]:
    """Of --models. Raises LaboratoryError."""
    from model_training.comparison.kinds import SHIPPED, named

    names = tuple(name.strip() for name in (options.models or "").split(",") if name.strip())
    if options.models is not None and not names:
        raise LaboratoryError("--models names no model")
    for name in (*names, options.export or SHIPPED):
        if name != SHIPPED:
            named(name)
    if options.export == SHIPPED:
        raise LaboratoryError(f"{options.model} is the shipped network already")
    if options.out and not options.export:
        raise LaboratoryError("--out FILE goes with --export NAME")
    if names and options.export:
        raise LaboratoryError("--models and --export do not go together: --export names the one that it makes")
    if options.out and options.out.suffix != ".onnx":
        raise LaboratoryError(f"--out {options.out} should end in .onnx: the service wants it so")
    return names


def _export(options: argparse.Namespace, split: "Split", cache: "Cache", plan: "Plan") -> str:
    """Raises LaboratoryError."""
    from model_training.comparison.compare import made
    from model_training.comparison.kinds import named
    from model_training.comparison.release import release

    model = named(options.export)
    out = options.out or ROOT / "runs" / f"{options.export}.onnx"
    card = release(made(model, split, cache, plan), out)
    fit = cache.fit(model.name)
    assert fit
    told = f"{out}: {card.version}, {card.size_bytes:,} bytes, temperature {card.temperature:.3f}\n{fit.parity}"
    return f"{told}\nINKDIGIT_MODEL={out} make serve"
