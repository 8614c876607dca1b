"""`quicken`: a small trained network before the exported one, which is then asked only where that is not sure."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from model_training.commands.parents import ROOT, Commands, Parents

if TYPE_CHECKING:
    from model_training.config import TrainConfig
    from model_training.quicken import Choice

_NON_DIGITS, _ROWS = 6_000, 2_000
"""Made-up inks that are no digit, and rows of several, on which it is chosen how sure one must be."""


def add(commands: Commands, parents: Parents) -> None:
    quicken = commands.add_parser(
        "quicken",
        parents=[parents.data, parents.model],
        help="put a small trained network before the exported one, which is then asked only where that is not sure",
    )
    quicken.add_argument(
        "--run", type=Path, default=ROOT / "runs" / "quick", help="the small network's (default: runs/quick)"
    )
    quicken.set_defaults(command=_quicken)


def _quicken(options: argparse.Namespace) -> None:
    from model_training import mnist
    from model_training.models import load_digits
    from model_training.quicken import quicken
    from model_training.run import Run

    classifier, config = load_digits(options.model)
    frames = mnist.load("t10k", options.data_dir).frames
    card = quicken(Run(options.run), options.model, classifier.card, _choice(config, options.data_dir), frames)
    (quick,) = card.cascade
    print(
        f"{options.model}: {card.version}, {card.size_bytes:,} bytes, {card.latency_ratio} of the plain network's time"
    )
    print(
        f"of {quick.n:,} digits {quick.share:.1%} are answered by the quick network alone, from a certainty of "
        f"{quick.certainty} on; of these {quick.changed:.2%} otherwise than by the large one. Of {quick.others:,} "
        f"other inks it lets {quick.let_through:.2%} through."
    )


def _choice(config: "TrainConfig", data_dir: Path | None) -> "Choice":
    import numpy as np

    from model_training import mnist
    from model_training.held_out import hold_out, validation_digits
    from model_training.outliers import any_template, non_digits, several_digits
    from model_training.quicken import Choice

    _, digits = mnist.load_split(config, data_dir)
    seed = config.lot + 1  # none of what is learned from
    others = [non_digits(_NON_DIGITS, seed, digits), several_digits(_ROWS, seed, digits, any_template)]
    return Choice(
        validation_digits(digits, hold_out(config, data_dir)), np.concatenate([other.frames for other in others])
    )
