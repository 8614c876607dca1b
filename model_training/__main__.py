"""The laboratory's commands: `python -m model_training COMMAND`. The only place, with `commands`, that has flags."""

import argparse
import os
import sys

from model_training.commands import (
    ablate,
    compare,
    errors,
    evaluate,
    explore,
    export,
    quicken,
    refit,
    report,
    saliency,
    seeds,
    submission,
    textbook,
    train,
    tune,
)
from model_training.commands.parents import Parents
from model_training.errors import LaboratoryError

COMMANDS = (
    explore,
    compare,
    textbook,
    train,
    export,
    quicken,
    refit,
    evaluate,
    errors,
    seeds,
    ablate,
    tune,
    report,
    saliency,
    submission,
)


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
        print("\nstopped; a training goes on with --resume, all else when started again", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model_training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    parents = Parents()
    for command in COMMANDS:
        command.add(commands, parents)
    return parser


if __name__ == "__main__":
    sys.exit(main())
