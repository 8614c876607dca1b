"""`evaluate`: what the ONNX files read of sets they never saw, through the service's own code, for the report."""

import argparse
from functools import partial

from model_training.commands.parents import Commands, Parents
from model_training.errors import LaboratoryError


def add(commands: Commands, parents: Parents) -> None:
    evaluate = commands.add_parser(
        "evaluate", parents=[parents.data, parents.model], help="measure the ONNX file, leave a section of the report"
    )
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


def _evaluate(options: argparse.Namespace) -> None:
    from model_training import mnist, table
    from model_training.chapters import DIGITS
    from model_training.evaluate import evaluate
    from model_training.section import SECTIONS
    from model_training.suite import mnist_suite, whole_suite

    if options.suite == "numbers":
        _evaluate_numbers(options)
        return
    if options.peers:
        raise LaboratoryError("--peers goes with --suite numbers alone")
    folder = options.model.parent / "report"
    test = mnist.load("t10k", options.data_dir)
    gather = partial(whole_suite, test, options.data_dir) if options.suite == "all" else lambda _: mnist_suite(test)
    _, measured = evaluate((options.model, options.number_model), gather, folder)
    print(table.aligned(table.HEAD, table.rows(measured)))
    for line in measured.skipped:
        print(f"skipped: {line}")
    print(f"section: {folder / SECTIONS / DIGITS.name}.json")


def _evaluate_numbers(options: argparse.Namespace) -> None:
    from model_training import mnist, table
    from model_training.chapters import NUMBERS
    from model_training.evaluate import evaluate_numbers
    from model_training.number_suite import number_suite
    from model_training.peers import peers
    from model_training.section import SECTIONS

    installed, missing = peers() if options.peers else ({}, ())
    test = mnist.load("t10k", options.data_dir)
    models = (options.model, options.number_model)
    folder = options.number_model.parent / "report"
    measured, skipped = evaluate_numbers(models, partial(number_suite, test, options.data_dir), installed, folder)
    print(table.aligned(table.NUMBERS_HEAD, table.number_rows(measured)))
    for line in (*skipped, *(f"{name} (not installed)" for name in missing)):
        print(f"skipped: {line}")
    print(f"section: {folder / SECTIONS / NUMBERS.name}.json")
