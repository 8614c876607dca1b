"""`export`: a run's best weights as the ONNX file and card that the service reads."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.commands.parents import Commands, Parents, run_folder

if TYPE_CHECKING:
    from backend.recognition.card import LineCard, ModelCard
    from model_training.parity import Parity


def add(commands: Commands, parents: Parents) -> None:
    export = commands.add_parser(
        "export", parents=[parents.data, parents.run, parents.model], help="write the run's best weights as ONNX"
    )
    export.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> None:
    export = _export_lines if options.network == "lines" else _export_digits
    goal, card, parity = export(options)
    print(f"{goal}: {card.version}, {card.size_bytes:,} bytes, temperature {card.temperature:.3f}")
    print(parity)


def _export_digits(options: argparse.Namespace) -> "tuple[Path, ModelCard, Parity]":
    from model_training import mnist
    from model_training.config import TrainConfig
    from model_training.export import export
    from model_training.held_out import hold_out, validation_digits
    from model_training.run import Run

    run = Run(run_folder(options))
    config = TrainConfig.read(run.config)
    _, digits = mnist.load_split(config, options.data_dir)
    validation = validation_digits(digits, hold_out(config, options.data_dir))
    frames = mnist.load("t10k", options.data_dir).frames
    return options.model, *export(run, validation, frames, options.model)


def _export_lines(options: argparse.Namespace) -> "tuple[Path, LineCard, Parity]":
    from model_training import mnist
    from model_training.held_out import hold_out
    from model_training.lines.config import LineConfig
    from model_training.lines.data import validation_lines
    from model_training.lines.export import export_lines
    from model_training.models import load_digits
    from model_training.number_policy import validation_numbers
    from model_training.run import Run

    run = Run(run_folder(options))
    config = LineConfig.read(run.config)
    classifier, trained = load_digits(options.model)
    config.refuse_learned(trained)
    _, digits = mnist.load_split(trained, options.data_dir)
    held_out = hold_out(trained, options.data_dir)
    lines = validation_lines(config, digits, held_out)
    numbers = validation_numbers(digits, held_out, config.lot)
    return options.number_model, *export_lines(run, classifier, lines, numbers, options.number_model)
