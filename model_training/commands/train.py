"""`train`: the network of digits or of lines, into a run folder."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.commands.parents import Commands, Parents, run_folder
from model_training.errors import LaboratoryError

if TYPE_CHECKING:
    from model_training.run import Listener


def add(commands: Commands, parents: Parents) -> None:
    train = commands.add_parser(
        "train", parents=[parents.data, parents.run], help="train the network into a run folder"
    )
    train.add_argument("--config", type=Path, help="JSON of its config (default: the shipped one)")
    train.add_argument("--resume", action="store_true", help="go on where the run in the folder stopped")
    train.add_argument("--start", type=Path, help="run folder with whose best weights to begin (default: at random)")
    train.add_argument("--teacher", type=Path, help="ONNX file of digits whose answers to learn, too (default: none)")
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
    from model_training import mnist
    from model_training.config import TrainConfig
    from model_training.corrections import read_corrections, report
    from model_training.data import HeldOut, hold_out, training_set
    from model_training.history import best
    from model_training.lines.config import LineConfig
    from model_training.lines.data import line_set
    from model_training.lines.train import train_lines
    from model_training.run import Run
    from model_training.teacher import load_teacher
    from model_training.train import train
    from model_training.warm_start import warm_start

    run = Run(run_folder(options), *_listeners(options))
    kind: type[TrainConfig] | type[LineConfig] = LineConfig if options.network == "lines" else TrainConfig
    config = kind.read(options.config or run.config) if options.config or options.resume else kind()
    digits = config.digits()
    earlier = kind.read(Run(options.start).config).digits() if options.start else digits
    start = warm_start(options.start, earlier, digits) if options.start else None
    if isinstance(config, LineConfig) and (options.teacher or options.extra):
        raise LaboratoryError(f"{'--teacher' if options.teacher else '--extra'} goes with --network digits alone")
    corrections = read_corrections(options.extra, digits)
    teacher = load_teacher(options.teacher, digits) if options.teacher else None
    held_out: HeldOut = hold_out(digits, options.data_dir)
    for name in held_out.missing:
        print(f"goes without {name}: it is not in --data-dir")
    parts = mnist.load_split(digits, options.data_dir)
    if isinstance(config, LineConfig):
        history = train_lines(config, line_set(config, *parts, held_out), run, resume=options.resume, start=start)
    else:
        learned = training_set(config, *parts, held_out, corrections)
        learned = learned.taught_by(teacher) if teacher else learned
        history = train(config, learned, run, resume=options.resume, start=start)
    chosen = best(history)
    print(f"{run.best}: epoch {chosen.epoch}, validation accuracy {chosen.val_accuracy:.2%}")
    for one in corrections:
        print(report(one, lambda frames: run.best_network().predict(frames, batch_size=256, verbose=0)))


def _listeners(options: argparse.Namespace) -> "list[Listener]":
    from model_training.tensorboard import tensorboard

    return [tensorboard(options.tensorboard)] if options.tensorboard else []
