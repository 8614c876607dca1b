"""The committed models through the real path: what they promise, and handwriting that the project may carry."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from fastapi.testclient import TestClient
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from backend.app import create_app
from backend.recognition.card import Card
from backend.recognition.classifier import CAREFUL, OnnxClassifier, load_classifier
from backend.recognition.errors import BlankInk
from backend.recognition.images import decode, encode_png, resize
from backend.recognition.ink import ImageInk, Stroke, StrokeInk
from backend.recognition.line_network import SYMBOLS, OnnxLineNetwork, load_line_network, refuse_other_digits
from backend.recognition.normalize import PREPROCESSING, look
from backend.recognition.reader import NumberReader
from backend.recognition.recognizer import Reading, Recognizer
from backend.recognition.strip import HEIGHT
from backend.settings import ROOT, Settings
from model_training.certainty import CHANGED, LET_THROUGH
from model_training.letters import write_letter
from model_training.metrics import score
from model_training.number_policy import PEN_RISK, PICTURE_RISK
from model_training.salience import delete_ink
from tests.bench import requests

MODEL = ROOT / "artifacts" / "digits.onnx"
NUMBER_MODEL = ROOT / "artifacts" / "numbers.onnx"
HERE = Path(__file__).parent
DRAWINGS = [json.loads(line) for line in (HERE / "drawings.jsonl").read_text().splitlines()]
"""Strokes drawn for the project: each digit in an American and in a European hand."""

THREES = range(0, len(DRAWINGS) - 2, 3)


def ink_of(drawing: dict[str, Any]) -> StrokeInk:
    return StrokeInk.from_coordinates([(stroke["x"], stroke["y"]) for stroke in drawing["strokes"]])


@pytest.fixture(scope="module")
def classifier() -> OnnxClassifier:
    return load_classifier(MODEL)


@pytest.fixture(scope="module")
def network() -> OnnxLineNetwork:
    return load_line_network(NUMBER_MODEL)


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
    assert mnist.ece <= 0.003
    assert card.policy.risk_bound <= 0.003
    assert card.policy.coverage >= 0.95
    assert card.latency_ratio <= 1.0
    assert card.training.parameters < 400_000
    assert card.size_bytes == MODEL.stat().st_size
    assert not card.training.commit.endswith("+")


def test_the_quick_network_spares_the_large_one_and_changes_next_to_nothing(classifier: OnnxClassifier) -> None:
    (quick,) = classifier.card.cascade
    assert quick.precision == "int8"
    assert quick.share >= 0.8
    assert quick.changed <= CHANGED
    assert quick.let_through <= LET_THROUGH
    assert quick.latency_ratio < classifier.card.latency_ratio
    assert quick.training.parameters + classifier.card.training.parameters < 400_000


def test_the_benchmark_asks_the_large_network_as_often_as_people_do(classifier: OnnxClassifier) -> None:
    frames = requests.frames()
    ours, careful = (one.classify(frames).probabilities for one in (classifier, classifier.surer(CAREFUL)))
    left = np.flatnonzero((ours == careful).all(axis=1)).tolist()
    assert left == list(range(len(frames) - len(requests.HASTY), len(frames)))
    assert len(left) / len(frames) >= 1 - classifier.card.cascade[0].share


def test_the_card_of_the_network_for_lines_keeps_them_too(classifier: OnnxClassifier, network: OnnxLineNetwork) -> None:
    card = network.card
    refuse_other_digits(card, classifier.card)
    for policy, risk in ((card.numbers.strokes, PEN_RISK), (card.numbers.pictures, PICTURE_RISK)):
        assert policy.n >= 1000
        assert policy.risk_bound <= risk
    assert [row.n for row in card.number_evaluations]
    assert card.size_bytes == NUMBER_MODEL.stat().st_size < 2_000_000
    assert not card.training.commit.endswith("+")


def test_file_and_card_name_the_same_model(classifier: OnnxClassifier, network: OnnxLineNetwork) -> None:
    cards: tuple[tuple[Path, Card], ...] = ((MODEL, classifier.card), (NUMBER_MODEL, network.card))
    for path, card in cards:
        metadata = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
        assert metadata["version"] == card.version
        assert metadata["preprocessing"] == card.preprocessing
        assert metadata["commit"] == card.training.commit


@pytest.mark.parametrize("width", [4, 64, 192, 1000])
def test_strips_of_any_width_are_answered_with_logarithms_of_probabilities(
    width: int, network: OnnxLineNetwork
) -> None:
    strips = np.random.default_rng(width).integers(0, 256, (3, HEIGHT, width), dtype=np.uint8)
    together = network.symbols(strips)
    assert together.shape == (3, width // 2, SYMBOLS)
    assert np.exp(together).sum(axis=2) == pytest.approx(np.ones((3, width // 2)), abs=1e-4)
    assert network.symbols(strips[1:2])[0] == pytest.approx(together[1], abs=1e-3)


@pytest.mark.parametrize("number", range(len(DRAWINGS)))
def test_drawings_are_read(number: int, client: TestClient) -> None:
    drawing = DRAWINGS[number]
    answer = client.post("/v1/predict", json={"strokes": drawing["strokes"]}).json()
    assert answer["digit"] == drawing["digit"]
    assert (answer["decision"], answer["reasons"]) == ("accept", [])


def test_letters_are_for_review(client: TestClient) -> None:
    rng = np.random.default_rng(0)
    answers = [client.post("/v1/predict", json=_body(write_letter(rng))).json() for _ in range(100)]
    assert sum("not_a_digit" in answer["reasons"] for answer in answers) >= 95


def test_two_digits_are_for_review(client: TestClient) -> None:
    pairs = [(one, other) for one in DRAWINGS[::2] for other in DRAWINGS[1::4]]
    answers = [client.post("/v1/predict", json=_body(_side_by_side(one, other))).json() for one, other in pairs]
    assert sum("several_digits" in answer["reasons"] for answer in answers) >= 0.95 * len(pairs)


def _side_by_side(one: dict[str, Any], other: dict[str, Any]) -> list[Stroke]:
    left, right = ink_of(one).strokes, ink_of(other).strokes
    gap = max(stroke[:, 0].max() for stroke in left) - min(stroke[:, 0].min() for stroke in right) + 20
    return [*left, *(stroke + np.array([gap, 0.0]) for stroke in right)]


def _body(strokes: Sequence[Stroke]) -> dict[str, Any]:
    return {"strokes": [{"x": stroke[:, 0].tolist(), "y": stroke[:, 1].tolist()} for stroke in strokes]}


def test_the_digits_of_scikit_learn_are_read_as_pictures(classifier: OnnxClassifier) -> None:
    """1,797 real digits of 43 writers (UCI Optdigits), 8x8 pixels, stretched to their box: far from MNIST."""
    bundle = load_digits()
    pictures = 255 - np.kron(bundle.images, np.ones((4, 4))) * (255 / 16)
    frames = np.stack([look(ImageInk(picture.astype(np.uint8))).frame for picture in pictures])
    scores = score(classifier.classify(frames).probabilities, bundle.target.astype(np.uint8))
    assert scores.accuracy > 0.9


@pytest.mark.parametrize("negative", [False, True])
@pytest.mark.parametrize(("size", "margin"), [(28, 0.0), (90, 0.0), (90, 0.6), (300, 0.1), (300, 2.0)])
def test_a_drawing_is_read_the_same_as_a_picture(
    size: int, margin: float, negative: bool, classifier: OnnxClassifier
) -> None:
    for drawing in DRAWINGS:
        frame = look(ink_of(drawing)).frame
        rows, columns = np.flatnonzero(frame.any(axis=1)), np.flatnonzero(frame.any(axis=0))
        tight = frame[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
        large = np.round(resize(tight, size, max(size * tight.shape[1] // tight.shape[0], 1))).astype(np.uint8)
        picture = 255 - np.pad(large, int(size * margin))
        ink = decode(encode_png(255 - picture if negative else picture))
        assert classifier.classify(look(ink).frame[np.newaxis]).probabilities.argmax() == drawing["digit"]


def on_desk(row: NDArray[np.uint8], paper: tuple[slice, slice]) -> ImageInk:
    """A photo, 400 x 400, of a dark desk and of a sheet where `paper` says; in its middle what is light on black."""
    height, width = 90, 90 * row.shape[1] // row.shape[0]
    writing = resize(row.astype(np.float32) / np.float32(255), height, width)
    sheet, photo = np.full((400, 400), 215.0), np.full((400, 400), 60.0)
    top, left = 155, 200 - width // 2
    sheet[top : top + height, left : left + width] -= 150 * writing
    photo[paper] = sheet[paper]
    noise = np.random.default_rng(4).normal(0.0, 3.0, photo.shape)
    return decode(encode_png(np.clip(photo + noise, 0.0, 255.0).astype(np.uint8)))


@pytest.mark.parametrize(
    "paper",
    [(slice(60, 350), slice(50, 350)), (slice(None), slice(40, 360)), (slice(0, 300), slice(70, None))],
    ids=["all round", "both sides", "a corner"],
)
def test_writing_on_a_sheet_on_a_desk_is_read(
    paper: tuple[slice, slice], classifier: OnnxClassifier, network: OnnxLineNetwork
) -> None:
    frames = [look(ink_of(drawing)).frame for drawing in DRAWINGS]
    read = Recognizer(classifier, lines=network).read_many([on_desk(frame, paper) for frame in frames])
    right = [
        isinstance(reading, Reading) and reading.top(1)[0].digit == drawing["digit"]
        for reading, drawing in zip(read, DRAWINGS, strict=True)
    ]
    assert np.mean(right) >= 0.9
    texts = [
        NumberReader(classifier, network).read(on_desk(np.hstack(frames[start : start + 3]), paper)) for start in THREES
    ]
    wanted = ["".join(str(drawing["digit"]) for drawing in DRAWINGS[start : start + 3]) for start in THREES]
    assert np.mean([[line.text for line in lines] == [text] for lines, text in zip(texts, wanted, strict=True)]) >= 0.8


@pytest.mark.parametrize("paper", [(slice(None), slice(80, None)), (slice(0, 330), slice(None))])
def test_an_empty_sheet_beside_a_strip_of_desk_says_nothing(
    paper: tuple[slice, slice], classifier: OnnxClassifier, network: OnnxLineNetwork
) -> None:
    (read,) = Recognizer(classifier, lines=network).read_many([on_desk(np.zeros((28, 28), np.uint8), paper)])
    assert isinstance(read, BlankInk) or read.decision == "review"


def test_frames_are_those_of_the_preprocessing_that_the_model_names() -> None:
    """Pictures differ by a little from one JPEG decoder to the next. Make new ones with a new PREPROCESSING only."""
    frames = [look(ink_of(drawing)).frame for drawing in DRAWINGS]
    frames.append(look(decode((HERE / "five.jpg").read_bytes())).frame)
    kept = decode((HERE / f"frames-{PREPROCESSING}.png").read_bytes()).grey
    assert np.abs(np.hstack(frames).astype(int) - kept).max() <= 8


def test_what_is_said_to_speak_for_an_answer_does(classifier: OnnxClassifier) -> None:
    frames = np.stack([look(ink_of(drawing)).frame for drawing in DRAWINGS])
    without = delete_ink(classifier, frames, 0.1, np.random.default_rng(0))
    assert without.salient.mean() > 2 * abs(without.anywhere.mean())
    assert (without.salient > without.anywhere).mean() >= 0.7
