"""Options that several commands have."""

import argparse
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What each command adds itself to."""

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL, REPORT = ROOT / "artifacts" / "digits.onnx", ROOT / "artifacts" / "report"


def _path_option(*names: str, default: Path | None, text: str) -> argparse.ArgumentParser:
    """A parent parser with one option."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(*names, type=Path, default=default, help=text)
    return parent


def _run() -> argparse.ArgumentParser:
    run = _path_option("--run", default=None, text="run folder (default: runs/ and the network's name)")
    run.add_argument("--network", choices=("digits", "lines"), default="digits", help="default: %(default)s")
    return run


def _model() -> argparse.ArgumentParser:
    model = _path_option("--model", default=MODEL, text="default: %(default)s")
    model.add_argument(
        "--number-model", type=Path, default=ROOT / "artifacts" / "numbers.onnx", help="default: %(default)s"
    )
    return model


def _data() -> argparse.ArgumentParser:
    return _path_option("--data-dir", default=None, text="folder with MNIST's four .gz files (default: downloaded)")


def _dataset() -> argparse.ArgumentParser:
    text = "digits: a folder of idx files or of pictures, an .arff, .csv or .npz file, or openml, openml-csv or keras"
    return _path_option("--dataset", default=None, text=f"{text} (default: MNIST)")


def _report() -> argparse.ArgumentParser:
    return _path_option("--report", default=REPORT, text="report's folder (default: %(default)s)")


@dataclass(frozen=True, slots=True)
class Parents:
    """`data` has --data-dir, `dataset` --dataset, `run` --run and --network, `model` --model and --number-model,
    `report` --report."""

    data: argparse.ArgumentParser = field(default_factory=_data)
    dataset: argparse.ArgumentParser = field(default_factory=_dataset)
    run: argparse.ArgumentParser = field(default_factory=_run)
    model: argparse.ArgumentParser = field(default_factory=_model)
    report: argparse.ArgumentParser = field(default_factory=_report)


def flag(name: str, value: object, default: object) -> str:
    """The option as it was given, after a space, for captions: of its default nothing."""
    return "" if value == default else f" --{name} {shlex.quote(str(value))}"


def run_folder(options: argparse.Namespace) -> Path:
    folder: Path = options.run or ROOT / "runs" / options.network
    return folder
