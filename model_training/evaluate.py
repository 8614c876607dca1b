"""Measuring the artifact as it is served, through `backend.recognition`: the only reader of the test labels."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backend.recognition.card import Evaluation, ModelCard, NumberEvaluation, Rejection
from backend.recognition.classifier import OnnxClassifier, load_classifier
from backend.recognition.errors import ArtifactError
from backend.recognition.reader import NumberReader
from model_training.atomic import write_atomically
from model_training.config import TrainConfig
from model_training.errors import RunError
from model_training.measure import Measured, MeasuredDigits, MeasuredOthers, measure
from model_training.number_scores import MeasuredNumbers, measure_numbers, served
from model_training.number_suite import NumberSuite
from model_training.peers import Peer
from model_training.report import write_report
from model_training.suite import Suite

COMMAND = "python -m model_training evaluate"
NUMBERS_COMMAND = f"{COMMAND} --suite numbers"
OURS = "inkdigit"


def evaluate(model: Path, suite_for: Callable[[TrainConfig], Suite], folder: Path) -> tuple[ModelCard, Measured]:
    """Measures the model on the suite for its training, writes the report into `folder` and the figures into the card.

    `folder` holds the `history.csv` that export left there. Raises RunError: no model, no history, not writable; and
    what `suite_for` raises.
    """
    classifier, config = _load(model)
    measured = measure(suite_for(config), classifier)
    card = dataclasses.replace(
        classifier.card,
        evaluations=tuple(map(_evaluation, measured.digits)),
        rejections=tuple(map(_rejection, measured.others)),
    )
    try:
        write_report(card, measured, folder)
        write_atomically(folder / "scores.json", (json.dumps(_figures(measured), indent=1) + "\n").encode())
        write_atomically(model.with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise RunError(f"the report in {folder} cannot be written: {error.strerror}") from error
    return card, measured


def evaluate_numbers(
    model: Path, suite_for: Callable[[TrainConfig], NumberSuite], peers: Mapping[str, Peer]
) -> tuple[list[MeasuredNumbers], tuple[str, ...]]:
    """How the model, as it is served, and each of the peers read the suite for its training; and what was skipped.

    Writes the model's own figures into its card. Raises RunError: no model, not writable; and what `suite_for` raises.
    """
    classifier, config = _load(model)
    suite, ours = suite_for(config), served(NumberReader(classifier))
    readers: dict[str, Peer] = {OURS: lambda _: ours, **peers}
    measured = [
        measure_numbers(name, reader(numbers.one_line), numbers)
        for numbers in suite.sets
        for name, reader in readers.items()
    ]
    rows = tuple(_number_evaluation(row) for row in measured if row.reader == OURS)
    try:
        card = dataclasses.replace(classifier.card, number_evaluations=rows)
        write_atomically(model.with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise RunError(f"the card beside {model} cannot be written: {error.strerror}") from error
    return measured, suite.skipped


def _load(model: Path) -> tuple[OnnxClassifier, TrainConfig]:
    """The model, and what it was trained by."""
    try:
        classifier = load_classifier(model)
    except ArtifactError as error:
        raise RunError(str(error)) from error
    return classifier, TrainConfig.from_json(json.dumps(classifier.card.training.config))


def _evaluation(row: MeasuredDigits) -> Evaluation:
    scores, accepted = row.scores, row.acceptance
    return Evaluation(
        dataset=row.inks.name,
        n=scores.n,
        accuracy=round(scores.accuracy, 6),
        low=round(scores.low, 6),
        high=round(scores.high, 6),
        ece=round(scores.ece, 6),
        coverage=round(accepted.coverage, 6),
        risk=round(accepted.risk, 6),
        command=COMMAND,
    )


def _number_evaluation(row: MeasuredNumbers) -> NumberEvaluation:
    scores, accepted = row.scores, row.scores.acceptance
    return NumberEvaluation(
        dataset=row.numbers.name,
        n=scores.n,
        exact=round(scores.exact, 6),
        low=round(scores.low, 6),
        high=round(scores.high, 6),
        digit_errors=round(scores.digit_errors, 6),
        coverage=round(accepted.coverage, 6),
        risk=round(accepted.risk, 6),
        command=NUMBERS_COMMAND,
    )


def _rejection(row: MeasuredOthers) -> Rejection:
    accepted = row.acceptance
    return Rejection(
        dataset=row.inks.name,
        n=accepted.n,
        coverage=round(accepted.coverage, 6),
        low=round(accepted.low, 6),
        high=round(accepted.high, 6),
        auroc=round(row.auroc, 6),
        command=COMMAND,
    )


def _figures(measured: Measured) -> dict[str, Any]:
    """All that was measured, as it is written to scores.json."""
    return {
        "digits": {row.inks.name: _digit_figures(row) for row in (*measured.digits, *measured.corrupted)},
        "not digits": {
            row.inks.name: {"auroc": row.auroc, **dataclasses.asdict(row.acceptance)} for row in measured.others
        },
        "skipped": measured.skipped,
    }


def _digit_figures(row: MeasuredDigits) -> dict[str, Any]:
    return {
        "role": row.inks.role,
        **dataclasses.asdict(row.scores),
        "acceptance": dataclasses.asdict(row.acceptance),
    }
