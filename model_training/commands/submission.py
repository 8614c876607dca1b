"""`submission`: Kaggle's test.csv in, the submission.csv that it takes out."""

import argparse
from pathlib import Path

from model_training.commands.parents import Commands, Parents


def add(commands: Commands, parents: Parents) -> None:
    submission = commands.add_parser(
        "submission", parents=[parents.model], help="read Kaggle's test.csv into what Kaggle wants handed in"
    )
    submission.add_argument("--dataset", type=Path, required=True, help="Kaggle's test.csv, or any other digits")
    submission.add_argument("--out", type=Path, default=Path("submission.csv"), help="default: %(default)s")
    submission.set_defaults(command=_submission)


def _submission(options: argparse.Namespace) -> None:
    from model_training.models import load_model
    from model_training.readers.read import read_dataset
    from model_training.submission import read_frames, write_submission

    classifier = load_model(options.model)
    digits = read_frames(read_dataset(options.dataset).frames, classifier)
    write_submission(digits, options.out)
    print(f"{options.out}: {len(digits):,} digits, read by {classifier.card.version}")
