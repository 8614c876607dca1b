"""The laboratory's commands: `python -m model_training train | export | evaluate`. The only place with flags."""

import argparse
import os
import sys
from pathlib import Path

from model_training.errors import LaboratoryError

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
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, help="folder with MNIST's four .gz files (default: downloaded)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", parents=[shared], help="train the network into a run folder")
    train.add_argument("--run", type=Path, default=ROOT / "runs" / "digits", help="run folder (default: %(default)s)")
    train.add_argument("--config", type=Path, help="JSON of a TrainConfig (default: the shipped one)")
    train.add_argument("--resume", action="store_true", help="go on where the run in the folder stopped")
    train.set_defaults(command=_train)
    return parser


# The commands import what they need when they run: TensorFlow takes seconds to load, --help should not.


def _train(options: argparse.Namespace) -> None:
    from model_training import mnist
    from model_training.config import TrainConfig
    from model_training.history import best
    from model_training.train import Run, train

    run = Run(options.run)
    config = TrainConfig.read(options.config or run.config) if options.config or options.resume else TrainConfig()
    digits = mnist.load("train", options.data_dir)
    training, validation = mnist.split_validation(digits, config.validation_images, config.train_images, config.seed)
    chosen = best(train(config, training, validation, run, resume=options.resume))
    print(f"{run.best}: epoch {chosen.epoch}, validation accuracy {chosen.val_accuracy:.2%} of {len(validation)}")


if __name__ == "__main__":
    sys.exit(main())
