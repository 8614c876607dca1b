"""What the benchmark posts: typical drawings in turn, a batch of pictures already in frame, a photo of a megapixel."""

import base64
import io
import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from backend.recognition.ink import StrokeInk
from backend.recognition.strokes import draw
from backend.settings import ROOT

POINTS = 40
BATCH = 256
DRAWINGS = ROOT / "tests" / "contract" / "drawings.jsonl"
"""Each digit in two hands."""

HASTY, LEAN = (0, 2, 4), 1.0
"""Of these a second time, leaning by this tangent: the quick network leaves them to the large one, as it does with a
good tenth of real digits (`share` in the model's card)."""

_JSON = "application/json"
_BOUNDARY = "inkdigit-bench"

Stroke = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Request:
    """One POST, as bytes: of several bodies each in turn."""

    path: str
    content_type: str
    bodies: tuple[bytes, ...]


def drawings() -> list[list[Stroke]]:
    """The drawings with POINTS points each, as a canvas delivers them: tenths of a pixel."""
    lines = DRAWINGS.read_text(encoding="utf-8").splitlines()
    clear = [_with_points(json.loads(line)["strokes"]) for line in lines]
    return [*clear, *([_leaning(stroke) for stroke in clear[index]] for index in HASTY)]


def frames() -> NDArray[np.uint8]:
    """What the model sees of each: uint8 (n, 28, 28)."""
    inks = [StrokeInk.from_coordinates([(stroke["x"], stroke["y"]) for stroke in strokes]) for strokes in drawings()]
    return np.stack([draw(ink.strokes) for ink in inks])


def drawing(path: str = "/v1/predict") -> Request:
    return _request(path, [{"strokes": strokes} for strokes in drawings()])


def gradio_call() -> Request:
    return _request("/gradio_api/run/predict", [{"data": [{"strokes": strokes}]} for strokes in drawings()])


def bento_call() -> Request:
    return _request("/predict", [{"drawing": {"strokes": strokes}} for strokes in drawings()])


def _with_points(strokes: list[Stroke]) -> list[Stroke]:
    """So many in all, along each stroke as many as it has of them."""
    lengths = [len(stroke["x"]) for stroke in strokes]
    counts = [max(2, round(POINTS * length / sum(lengths))) for length in lengths]
    counts[0] += POINTS - sum(counts)
    return [_resampled(stroke, count) for stroke, count in zip(strokes, counts, strict=True)]


def _resampled(stroke: Stroke, count: int) -> Stroke:
    places = np.linspace(0.0, len(stroke["x"]) - 1.0, count)
    return {axis: np.interp(places, range(len(stroke[axis])), stroke[axis]).round(1).tolist() for axis in ("x", "y")}


def _leaning(stroke: Stroke) -> Stroke:
    along = (np.array(stroke["x"]) + LEAN * np.array(stroke["y"])).round(1)
    return {"x": along.tolist(), "y": stroke["y"]}


def _request(path: str, questions: list[dict[str, object]]) -> Request:
    return Request(path, _JSON, tuple(json.dumps(question).encode() for question in questions))


def batch_of_frames() -> Request:
    items = [{"frame": base64.b64encode(frame.tobytes()).decode()} for frame in frames()]
    return _request("/v1/predict/batch", [{"items": (items * BATCH)[:BATCH]}])


def photo() -> Request:
    """1280 x 800 pixels of grainy paper with a digit on it, as a JPEG in a form."""
    large = np.asarray(Image.fromarray(255 - frames()[0]).resize((560, 560)).filter(ImageFilter.GaussianBlur(3)))
    page = np.full((800, 1280), 215.0)
    page[120:680, 360:920] -= (255.0 - large) * 0.7
    page += np.random.default_rng(1).normal(0.0, 4.0, page.shape)
    file = io.BytesIO()
    Image.fromarray(page.clip(0, 255).astype(np.uint8)).convert("RGB").save(file, "JPEG", quality=85)
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n'
    body = head.encode() + file.getvalue() + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return Request("/v1/predict/image", f"multipart/form-data; boundary={_BOUNDARY}", (body,))
