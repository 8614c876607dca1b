"""Measuring the artifact as it is served, through `backend.recognition`: the only reader of the test labels."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.recognition.card import Evaluation, ModelCard, Rejection
from backend.recognition.classifier import load_classifier
from backend.recognition.errors import ArtifactError
from model_training.atomic import write_atomically
from model_training.config import TrainConfig
from model_training.errors import RunError
from model_training.measure import Measured, MeasuredDigits, MeasuredOthers, measure
from model_training.report import write_report
from model_training.suite import Suite

COMMAND = "python -m model_training evaluate"


def evaluate(model: Path, suite_for: Callable[[TrainConfig], Suite], folder: Path) -> tuple[ModelCard, Measured]:
    """Measures the model on the suite for its training, writes the report into `folder` and the figures into the card.

    `folder` holds the `history.csv` that export left there. Raises RunError: no model, no history, not writable; and
    what `suite_for` raises.
    """
    try:
        classifier = load_classifier(model)
    except ArtifactError as error:
        raise RunError(str(error)) from error
    config = TrainConfig.from_json(json.dumps(classifier.card.training.config))
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
