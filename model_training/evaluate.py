"""Measuring the artifact as it is served, through `backend.recognition`: the only reader of the test labels."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from backend.recognition.card import Evaluation, ModelCard
from backend.recognition.classifier import Classifier, load_classifier
from backend.recognition.errors import ArtifactError
from backend.recognition.ink import ImageInk
from backend.recognition.normalize import to_frame
from model_training.atomic import write_atomically
from model_training.batches import chunks
from model_training.calibration import reliability
from model_training.errors import RunError
from model_training.history import read_history
from model_training.metrics import Scores, score
from model_training.mnist import Digits
from model_training.plots import plot_confusion, plot_curves, plot_misread, plot_reliability
from model_training.report import render

COMMAND = "python -m model_training evaluate"


@dataclass(frozen=True, slots=True)
class Measured:
    """One data set as the model answered it."""

    name: str
    digits: Digits
    probabilities: NDArray[np.float32]
    scores: Scores


def evaluate(model: Path, test: Digits, folder: Path) -> tuple[ModelCard, list[Measured]]:
    """Measures the model on the test images, writes the report into `folder` and the figures into the card.

    `folder` holds the `history.csv` that export left there. Raises RunError: no model, no history, not writable.
    """
    try:
        classifier = load_classifier(model)
    except ArtifactError as error:
        raise RunError(str(error)) from error
    measured = [
        _measure("MNIST test, frames as they are", test, classifier),
        _measure("MNIST test, as pictures through the image path", _as_pictures(test), classifier),
    ]
    card = dataclasses.replace(classifier.card, evaluations=tuple(_figure(row) for row in measured))
    try:
        _write_report(card, measured, folder)
        write_atomically(model.with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise RunError(f"the report in {folder} cannot be written: {error.strerror}") from error
    return card, measured


def _measure(name: str, digits: Digits, classifier: Classifier) -> Measured:
    probabilities = np.concatenate([classifier.probabilities(frames) for frames in chunks(digits.frames, 256)])
    return Measured(name, digits, probabilities, score(probabilities, digits.labels))


def _as_pictures(digits: Digits) -> Digits:
    """The same images handed in as dark ink on white, as a scanner would."""
    pictures = tqdm(255 - digits.frames, desc="image path", leave=False)
    return Digits(np.stack([to_frame(ImageInk(picture)) for picture in pictures]), digits.labels)


def _figure(row: Measured) -> Evaluation:
    scores = row.scores
    return Evaluation(row.name, scores.n, scores.accuracy, round(scores.low, 6), round(scores.high, 6), COMMAND)


def _write_report(card: ModelCard, measured: list[Measured], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    main = measured[0]
    misread = main.probabilities.argmax(axis=1) != main.digits.labels
    plot_curves(read_history(folder / "history.csv"), folder / "curves.svg")
    plot_confusion(main.scores.confusion, folder / "confusion.svg")
    plot_reliability(reliability(main.probabilities, main.digits.labels), folder / "reliability.svg")
    plot_misread(
        main.digits.frames[misread], main.digits.labels[misread], main.probabilities[misread], folder / "misread.png"
    )
    figures = {row.name: dataclasses.asdict(row.scores) for row in measured}
    write_atomically(folder / "scores.json", (json.dumps(figures, indent=1) + "\n").encode())
    write_atomically(folder / "README.md", render(card, [(row.name, row.scores) for row in measured]).encode())
