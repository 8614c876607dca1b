"""`errors`: what the ONNX file misreads of digits held out, pair by pair, and what misled it."""

import argparse

from model_training.commands.parents import MODEL, Commands, Parents, flag


def add(commands: Commands, parents: Parents) -> None:
    errors = commands.add_parser(
        "errors", parents=[parents.data, parents.model, parents.report], help="show what is misread, and why"
    )
    errors.set_defaults(command=_errors)


def _errors(options: argparse.Namespace) -> None:
    from model_training import mnist
    from model_training.chapters import ERRORS
    from model_training.datasets import CREDITS
    from model_training.held_out import hold_out, validation_kinds
    from model_training.misreadings import misread, misread_corrupted
    from model_training.misreadings_page import Look, errors_section
    from model_training.models import load_digits
    from model_training.table import aligned

    classifier, config = load_digits(options.model)
    _, digits = mnist.load_split(config, options.data_dir)
    held_out = hold_out(config, options.data_dir)
    credits_ = "; ".join([mnist.CREDIT, *(CREDITS[name] for name in held_out.sha256)])
    plain = misread(validation_kinds(digits, held_out), classifier)
    command = f"{ERRORS.command}{flag('model', options.model, MODEL)}"
    look = Look(classifier, credits_, options.report, command)
    section = errors_section(plain, misread_corrupted(digits, classifier), look)
    section.write(options.report)
    (shown,) = section.tables
    print(aligned(shown.head, shown.rows))
