"""`saliency`: whether what the service says to speak for an answer matters to it, on MNIST's test digits."""

import argparse
from pathlib import Path

from model_training.commands.parents import Commands, Parents


def add(commands: Commands, parents: Parents) -> None:
    saliency = commands.add_parser(
        "saliency",
        parents=[parents.data, parents.model],
        help="take away what speaks for an answer, and look at it again",
    )
    saliency.add_argument(
        "--n", type=_count, default=200, help="of MNIST's test digits, drawn by lot (default: %(default)s)"
    )
    saliency.add_argument("--share", type=_share, default=0.1, help="of the ink that is taken (default: %(default)s)")
    saliency.set_defaults(command=_saliency)


def _saliency(options: argparse.Namespace) -> None:
    import numpy as np

    from backend.recognition.classifier import CAREFUL
    from model_training import mnist
    from model_training.models import load_model
    from model_training.salience import delete_ink, told

    model: Path = options.model
    classifier = load_model(model).surer(CAREFUL)  # as the service explains
    frames = mnist.load("t10k", options.data_dir).frames
    rng = np.random.default_rng(0)
    chosen = frames[rng.permutation(len(frames))[: options.n]]
    print(told(delete_ink(classifier, chosen, options.share, rng), options.share))


def _count(text: str) -> int:
    """Raises ArgumentTypeError, ValueError."""
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} digits tell nothing: at least 1")
    return count


def _share(text: str) -> float:
    """Raises ArgumentTypeError, ValueError."""
    share = float(text)
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{text} is no share: above 0 and below 1")
    return share
