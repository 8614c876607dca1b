"""What `python -m backend predict` is asked for, and its flags: apart from what it does, which serving never needs."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: the files, the output, how many candidates a row holds, and how many processes read.

    No process is one for each core.
    """

    paths: Sequence[Path]
    out: Path
    top_k: int
    jobs: int


def add_predict(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """The command's flags."""
    parser = commands.add_parser(
        "predict",
        help="read files of digits into a table",
        description="Reads pictures, folders of pictures and .jsonl files, a drawing a line, into a table. "
        "Stopped or killed, the same command goes on where it was. Ends with 2 where something could not be read.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a picture, a folder, or a .jsonl file")
    parser.add_argument("--out", required=True, type=Path, help="the table: .csv, .jsonl or .parquet")
    parser.add_argument("--top-k", type=int, choices=range(1, 11), default=1, metavar="K", help="digits a row, 1 to 10")
    parser.add_argument("--jobs", type=_positive, default=0, metavar="N", help="processes (all cores)")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1024")
    return int(text)
