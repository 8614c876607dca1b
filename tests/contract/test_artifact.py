"""The committed model through the real path: what it promises, and real handwriting that the project may carry."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
from fastapi.testclient import TestClient
from sklearn.datasets import load_digits

from backend.app import create_app
from backend.recognition.classifier import OnnxClassifier, load_classifier
from backend.recognition.images import encode_png
from backend.recognition.ink import ImageInk, StrokeInk
from backend.recognition.normalize import to_frame
from backend.settings import ROOT, Settings
from model_training.metrics import score

MODEL = ROOT / "artifacts" / "digits.onnx"
DRAWINGS = [json.loads(line) for line in Path(__file__).with_name("drawings.jsonl").read_text().splitlines()]
"""Strokes drawn for the project: each digit in an American and in a European hand."""


@pytest.fixture(scope="module")
def classifier() -> OnnxClassifier:
    return load_classifier(MODEL)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(frontend_dir=None))) as client:
        yield client


def test_the_card_keeps_the_promises_of_the_project(classifier: OnnxClassifier) -> None:
    card = classifier.card
    mnist = card.evaluations[0]
    assert mnist.n == 10_000
    assert mnist.low < mnist.accuracy < mnist.high
    assert mnist.accuracy >= 0.996
    assert card.training.parameters < 500_000
    assert card.size_bytes == MODEL.stat().st_size
    assert not card.training.commit.endswith("+")


def test_file_and_card_name_the_same_model(classifier: OnnxClassifier) -> None:
    metadata = {entry.key: entry.value for entry in onnx.load(MODEL).metadata_props}
    assert metadata["version"] == classifier.card.version
    assert metadata["preprocessing"] == classifier.card.preprocessing
    assert metadata["commit"] == classifier.card.training.commit


@pytest.mark.parametrize("number", range(len(DRAWINGS)))
def test_drawings_are_read(number: int, client: TestClient) -> None:
    drawing = DRAWINGS[number]
    answer = client.post("/v1/predict", json={"strokes": drawing["strokes"]}).json()
    assert answer["digit"] == drawing["digit"]
    assert answer["probability"] > 0.8


def test_the_digits_of_scikit_learn_are_read_as_pictures(classifier: OnnxClassifier) -> None:
    """1,797 real digits of 43 writers (UCI Optdigits), 8x8 pixels, stretched to their box: far from MNIST."""
    bundle = load_digits()
    pictures = 255 - np.kron(bundle.images, np.ones((4, 4))) * (255 / 16)
    frames = np.stack([to_frame(ImageInk(picture.astype(np.uint8))) for picture in pictures])
    scores = score(classifier.probabilities(frames), bundle.target.astype(np.uint8))
    assert scores.accuracy > 0.9


@pytest.mark.parametrize("negative", [False, True])
def test_a_drawing_is_read_the_same_as_a_picture(negative: bool, client: TestClient) -> None:
    for drawing in DRAWINGS[:10]:
        ink = StrokeInk.from_coordinates([(stroke["x"], stroke["y"]) for stroke in drawing["strokes"]])
        frame = to_frame(ink)
        picture = encode_png(np.pad(255 - frame if negative else frame, 40, constant_values=255 if negative else 0))
        answer = client.post("/v1/predict/image", files={"image": ("digit.png", picture)}).json()
        assert answer["digit"] == drawing["digit"]
