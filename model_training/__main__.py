"""The laboratory's commands: `python -m model_training train | export | evaluate`. The only place with flags."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.errors import LaboratoryError

if TYPE_CHECKING:
    from backend.recognition.card import LineCard, ModelCard
    from model_training.parity import Parity

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0 done, 1 a LaboratoryError (printed as one line), 130 stopped by Ctrl-C."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except LaboratoryError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; a training goes on with --resume", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model_training", description=__doc__)
    data = _path_option("--data-dir", default=None, text="folder with MNIST's four .gz files (default: downloaded)")
    run = _path_option("--run", default=None, text="run folder (default: runs/ and the network's name)")
    run.add_argument("--network", choices=("digits", "lines"), default="digits", help="default: %(default)s")
    model = _path_option("--model", default=ROOT / "artifacts" / "digits.onnx", text="default: %(default)s")
    model.add_argument(
        "--number-model", type=Path, default=ROOT / "artifacts" / "numbers.onnx", help="default: %(default)s"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", parents=[data, run], help="train the network into a run folder")
    train.add_argument("--config", type=Path, help="JSON of its config (default: the shipped one)")
    train.add_argument("--resume", action="store_true", help="go on where the run in the folder stopped")
    train.add_argument("--start", type=Path, help="run folder with whose best weights to begin (default: at random)")
    train.add_argument("--teacher", type=Path, help="ONNX file of digits whose answers to learn, too (default: none)")
    train.set_defaults(command=_train)

    export = commands.add_parser("export", parents=[data, run, model], help="write the run's best weights as ONNX")
    export.set_defaults(command=_export)

    evaluate = commands.add_parser("evaluate", parents=[data, model], help="measure the ONNX file, write the report")
    evaluate.add_argument(
        "--suite",
        choices=("mnist", "all", "numbers"),
        default="all",
        help="MNIST's test set, all sets of single digits (default), or numbers",
    )
    evaluate.add_argument(
        "--peers", action="store_true", help="of numbers: also measure Tesseract and RapidOCR where installed"
    )
    evaluate.set_defaults(command=_evaluate)
    return parser


def _path_option(*names: str, default: Path | None, text: str) -> argparse.ArgumentParser:
    """A parent parser with one option, shared by several commands."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(*names, type=Path, default=default, help=text)
    return parent


# The commands import what they need when they run: TensorFlow takes seconds to load, --help should not.


def _train(options: argparse.Namespace) -> None:
    from model_training import mnist
    from model_training.config import TrainConfig
    from model_training.data import HeldOut, hold_out, training_set
    from model_training.history import best
    from model_training.lines.config import LineConfig
    from model_training.lines.data import line_set
    from model_training.lines.train import train_lines
    from model_training.run import Run
    from model_training.teacher import load_teacher
    from model_training.train import train
    from model_training.warm_start import warm_start

    run = Run(_run(options))
    kind: type[TrainConfig] | type[LineConfig] = LineConfig if options.network == "lines" else TrainConfig
    config = kind.read(options.config or run.config) if options.config or options.resume else kind()
    digits = config.digits()
    earlier = kind.read(Run(options.start).config).digits() if options.start else digits
    start = warm_start(options.start, earlier, digits) if options.start else None
    if options.teacher and isinstance(config, LineConfig):
        raise LaboratoryError("--teacher goes with --network digits alone")
    teacher = load_teacher(options.teacher, digits) if options.teacher else None
    held_out: HeldOut = hold_out(digits, options.data_dir)
    for name in held_out.missing:
        print(f"goes without {name}: it is not in --data-dir")
    parts = mnist.load_split(digits, options.data_dir)
    if isinstance(config, LineConfig):
        history = train_lines(config, line_set(config, *parts, held_out), run, resume=options.resume, start=start)
    else:
        learned = training_set(config, *parts, held_out)
        learned = learned.taught_by(teacher) if teacher else learned
        history = train(config, learned, run, resume=options.resume, start=start)
    chosen = best(history)
    print(f"{run.best}: epoch {chosen.epoch}, validation accuracy {chosen.val_accuracy:.2%}")


def _run(options: argparse.Namespace) -> Path:
    folder: Path = options.run or ROOT / "runs" / options.network
    return folder


def _export(options: argparse.Namespace) -> None:
    export = _export_lines if options.network == "lines" else _export_digits
    goal, card, parity = export(options)
    print(f"{goal}: {card.version}, {card.size_bytes:,} bytes, temperature {card.temperature:.3f}")
    print(parity)


def _export_digits(options: argparse.Namespace) -> "tuple[Path, ModelCard, Parity]":
    from model_training import mnist
    from model_training.config import TrainConfig
    from model_training.data import hold_out, validation_digits
    from model_training.export import export
    from model_training.run import Run

    run = Run(_run(options))
    config = TrainConfig.read(run.config)
    _, digits = mnist.load_split(config, options.data_dir)
    validation = validation_digits(digits, hold_out(config, options.data_dir))
    frames = mnist.load("t10k", options.data_dir).frames
    return options.model, *export(run, validation, frames, options.model)


def _export_lines(options: argparse.Namespace) -> "tuple[Path, LineCard, Parity]":
    from model_training import mnist
    from model_training.data import hold_out
    from model_training.lines.config import LineConfig
    from model_training.lines.data import validation_lines
    from model_training.lines.export import export_lines
    from model_training.models import load_digits
    from model_training.number_policy import validation_numbers
    from model_training.run import Run

    run = Run(_run(options))
    config = LineConfig.read(run.config)
    classifier, trained = load_digits(options.model)
    config.refuse_learned(trained)
    _, digits = mnist.load_split(trained, options.data_dir)
    held_out = hold_out(trained, options.data_dir)
    lines = validation_lines(config, digits, held_out)
    numbers = validation_numbers(digits, held_out, config.seed)
    return options.number_model, *export_lines(run, classifier, lines, numbers, options.number_model)


def _evaluate(options: argparse.Namespace) -> None:
    from model_training import mnist, table
    from model_training.evaluate import evaluate
    from model_training.suite import mnist_suite, whole_suite

    if options.suite == "numbers":
        _evaluate_numbers(options)
        return
    if options.peers:
        raise LaboratoryError("--peers goes with --suite numbers alone")
    folder = options.model.parent / "report"
    test = mnist.load("t10k", options.data_dir)
    gather = partial(whole_suite, test, options.data_dir) if options.suite == "all" else lambda _: mnist_suite(test)
    _, measured = evaluate(options.model, gather, folder)
    print(table.aligned(table.HEAD, table.rows(measured)))
    for line in measured.skipped:
        print(f"skipped: {line}")
    print(f"report: {folder / 'README.md'}")


def _evaluate_numbers(options: argparse.Namespace) -> None:
    from model_training import mnist, table
    from model_training.evaluate import evaluate_numbers
    from model_training.number_suite import number_suite
    from model_training.peers import peers

    installed, missing = peers() if options.peers else ({}, ())
    test = mnist.load("t10k", options.data_dir)
    models = (options.model, options.number_model)
    folder = options.number_model.parent / "report"
    measured, skipped = evaluate_numbers(models, partial(number_suite, test, options.data_dir), installed, folder)
    print(table.aligned(table.NUMBERS_HEAD, table.number_rows(measured)))
    for line in (*skipped, *(f"{name} (not installed)" for name in missing)):
        print(f"skipped: {line}")
    print(f"report: {folder / 'numbers.md'}")


if __name__ == "__main__":
    sys.exit(main())
