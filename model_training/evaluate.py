"""Measuring the artifact as it is served, through `backend.recognition`, on sets that nothing was chosen by."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backend.recognition.card import Evaluation, ModelCard, NumberEvaluation, Rejection
from model_training.atomic import write_atomically
from model_training.chapters import DIGITS, NUMBERS
from model_training.config import TrainConfig
from model_training.digit_section import write_digit_section
from model_training.errors import RunError
from model_training.lines.config import LineConfig
from model_training.measure import Measured, MeasuredDigits, MeasuredOthers, measure
from model_training.methods import methods
from model_training.models import load_digits, load_lines, load_reader
from model_training.number_scores import MeasuredNumbers, measure_numbers, served
from model_training.number_section import OURS, write_number_section
from model_training.number_suite import NumberSuite
from model_training.peers import Peer
from model_training.suite import Suite


def evaluate(
    models: tuple[Path, Path], suite_for: Callable[[TrainConfig], Suite], folder: Path
) -> tuple[ModelCard, Measured]:
    """Measures the model on the suite for its training; a section into the report's `folder`, figures into the card.

    `models` are those for single digits and for lines, of which the second is asked, too, about digits that were cut
    out of other writing; it may have been fitted with other digits. `folder` holds the `history.csv` that export left
    there. Raises RunError: no models, no history, not writable; and what `suite_for` raises.
    """
    classifier, config = load_digits(models[0])
    measured = measure(suite_for(config), classifier, load_lines(models[1]))
    card = dataclasses.replace(
        classifier.card,
        evaluations=tuple(map(_evaluation, measured.digits)),
        rejections=tuple(map(_rejection, measured.others)),
    )
    try:
        write_digit_section(card, measured, folder)
        write_atomically(folder / "scores.json", (json.dumps(_figures(measured), indent=1) + "\n").encode())
        write_atomically(models[0].with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise RunError(f"the report in {folder} cannot be written: {error.strerror}") from error
    return card, measured


def evaluate_numbers(
    models: tuple[Path, Path], suite_for: Callable[[TrainConfig], NumberSuite], peers: Mapping[str, Peer], folder: Path
) -> tuple[list[MeasuredNumbers], tuple[str, ...]]:
    """How numbers are read, as it is served, and by each of the peers, from the suite for the training; what was
    skipped.

    `models` are those for single digits and for lines; our own figures are written into the card of the latter, and a
    section into the report's `folder`, which holds the `numbers-history.csv` that export left there. Raises RunError:
    no such models, no history, not writable; and what `suite_for` raises.
    """
    reader, config = load_reader(*models)
    LineConfig.of(reader.network.card.training).refuse_learned(config)
    suite, ours = suite_for(config), served(reader)
    measured = [
        measure_numbers(name, read, numbers)
        for numbers in suite.sets
        for name, read in {
            OURS: ours,
            **(methods(reader) if numbers.written else {}),
            **{peer: make(numbers.one_line) for peer, make in peers.items()},
        }.items()
    ]
    rows = tuple(_number_evaluation(row) for row in measured if row.reader == OURS)
    card = dataclasses.replace(reader.network.card, number_evaluations=rows)
    try:
        write_number_section(card, measured, peers, suite.skipped, folder)
        write_atomically(models[1].with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise RunError(f"the report in {folder} cannot be written: {error.strerror}") from error
    return measured, suite.skipped


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
        command=DIGITS.command,
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
        command=NUMBERS.command,
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
        command=DIGITS.command,
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
