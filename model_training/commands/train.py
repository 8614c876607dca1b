"""`train`: the network of digits or of lines, into a run folder."""

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.commands.parents import Commands, Parents, run_folder
from model_training.errors import LaboratoryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model_training.config import TrainConfig
    from model_training.corrections import Corrections
    from model_training.held_out import HeldOut
    from model_training.history import Epoch
    from model_training.lines.config import LineConfig
    from model_training.lines.data import LineSet
    from model_training.mnist import Digits
    from model_training.run import Listener, Run
    from model_training.warm_start import Start

FILE = ".onnx"

SHOWN = 1_000
"""Digits or lines by which the normalisations of a network out of a file are set before it learns on."""


def add(commands: Commands, parents: Parents) -> None:
    train = commands.add_parser(
        "train", parents=[parents.data, parents.run], help="train the network into a run folder"
    )
    train.add_argument("--config", type=Path, help="JSON of its config (default: the shipped one)")
    train.add_argument("--resume", action="store_true", help="go on where the run in the folder stopped")
    train.add_argument(
        "--start",
        type=Path,
        action="append",
        default=[],
        help="run folder, or exported ONNX file, with whose weights to begin (default: at random); of lines, given one "
        "by one, as many as there are to be towers",
    )
    train.add_argument(
        "--teacher",
        type=Path,
        action="append",
        default=[],
        help="ONNX file of digits, or run folder, whose answers to learn, too; of several, given one by one, the mean",
    )
    train.add_argument(
        "--workers", type=int, default=0, help="processes beside this one that make batches (default: %(default)s)"
    )
    train.add_argument(
        "--extra",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="JSON lines of labelled strokes to learn from, too, as the page exports them; may be given again",
    )
    train.add_argument("--tensorboard", type=Path, metavar="DIR", help="also log for TensorBoard (default: not)")
    train.set_defaults(command=_train)


def _train(options: argparse.Namespace) -> None:
    from model_training.corrections import read_corrections, report
    from model_training.history import best
    from model_training.lines.config import LineConfig
    from model_training.run import Run

    run = Run(run_folder(options), *_listeners(options))
    if options.workers < 0:
        raise LaboratoryError(f"--workers {options.workers} are too few: at least 0")
    config = _config(options, run)
    _refuse(options, lines=isinstance(config, LineConfig))
    corrections = read_corrections(options.extra, config.digits())
    if isinstance(config, LineConfig):
        chosen = best(_lines(options, config, run))
    else:
        chosen = best(_digits(options, config, run, corrections))
    print(f"{run.best}: epoch {chosen.epoch}, validation accuracy {chosen.val_accuracy:.2%}")
    for one in corrections:
        print(report(one, lambda frames: run.best_network().predict(frames, batch_size=256, verbose=0)))


def _refuse(options: argparse.Namespace, *, lines: bool) -> None:
    given = {"--teacher": options.teacher, "--extra": options.extra}
    for name in (name for name, value in given.items() if value and lines):
        raise LaboratoryError(f"{name} goes with --network digits alone")
    if len(options.start) > 1 and not lines:
        raise LaboratoryError("--start goes once with --network digits")


def _config(options: argparse.Namespace, run: "Run") -> "TrainConfig | LineConfig":
    from model_training.config import TrainConfig
    from model_training.lines.config import LineConfig

    kind: type[TrainConfig] | type[LineConfig] = LineConfig if options.network == "lines" else TrainConfig
    return kind.read(options.config or run.config) if options.config or options.resume else kind()


def _digits(
    options: argparse.Namespace, config: "TrainConfig", run: "Run", corrections: "Sequence[Corrections]"
) -> "list[Epoch]":
    from model_training import mnist
    from model_training.data import training_set
    from model_training.teacher import load_teacher
    from model_training.train import train

    teacher = load_teacher(options.teacher, config) if options.teacher else None
    parts = mnist.load_split(config, options.data_dir)
    start = _start(options.start[0], config, parts[0]) if options.start else None
    learned = training_set(config, *parts, _held_out(options, config), corrections)
    learned = learned.taught_by(teacher) if teacher else learned
    learned = dataclasses.replace(learned, workers=options.workers)
    return train(config, learned, run, resume=options.resume, start=start)


def _lines(options: argparse.Namespace, config: "LineConfig", run: "Run") -> "list[Epoch]":
    from model_training import mnist
    from model_training.lines.beside import beside
    from model_training.lines.data import line_set
    from model_training.lines.train import train_lines

    digits = config.digits()
    parts = mnist.load_split(digits, options.data_dir)
    lines = line_set(config, *parts, _held_out(options, digits), options.workers)
    starts = [_line_start(start, config, lines) for start in options.start]
    start = beside(starts) if len(starts) > 1 else next(iter(starts), None)
    return train_lines(config, lines, run, resume=options.resume, start=start)


def _start(folder_or_file: Path, config: "TrainConfig", learned: "Digits") -> "Start":
    """Of the digits to learn from, some show how strong the signals in a network out of a file are."""
    from model_training.config import TrainConfig
    from model_training.run import Run
    from model_training.warm_start import warm_start

    if folder_or_file.suffix == FILE:
        from model_training.file_start import file_start  # with it come the libraries that export

        return file_start(folder_or_file, config, learned.frames[:SHOWN])
    return warm_start(folder_or_file, TrainConfig.read(Run(folder_or_file).config), config)


def _line_start(folder_or_file: Path, config: "LineConfig", lines: "LineSet") -> "Start":
    """The same with lines."""
    from model_training.lines.config import LineConfig
    from model_training.lines.data import examples
    from model_training.run import Run
    from model_training.warm_start import warm_start

    if folder_or_file.suffix == FILE:
        from model_training.lines.unfolded import line_file_start

        strips, _ = examples(lines.hands, config, SHOWN)
        return line_file_start(folder_or_file, config, strips)
    return warm_start(folder_or_file, LineConfig.read(Run(folder_or_file).config).digits(), config.digits())


def _held_out(options: argparse.Namespace, digits: "TrainConfig") -> "HeldOut":
    from model_training.held_out import hold_out

    held_out = hold_out(digits, options.data_dir)
    for name in held_out.missing:
        print(f"goes without {name}: it is not in --data-dir")
    return held_out


def _listeners(options: argparse.Namespace) -> "list[Listener]":
    from model_training.tensorboard import tensorboard

    return [tensorboard(options.tensorboard)] if options.tensorboard else []
