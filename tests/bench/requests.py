"""What the benchmark posts: a typical drawing, a batch of pictures already in frame, a photo of a megapixel."""

import base64
import io
import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from backend.api.examples import THREE
from backend.recognition.ink import StrokeInk
from backend.recognition.strokes import draw

POINTS = 40
BATCH = 256
_JSON = "application/json"
_BOUNDARY = "inkdigit-bench"


@dataclass(frozen=True, slots=True)
class Request:
    """One POST, as bytes."""

    path: str
    content_type: str
    body: bytes


def strokes() -> list[dict[str, list[float]]]:
    """A three of POINTS points, as a canvas delivers it: tenths of a pixel."""
    places = np.linspace(0.0, len(THREE["x"]) - 1.0, POINTS)
    return [{axis: np.interp(places, range(len(THREE[axis])), THREE[axis]).round(1).tolist() for axis in ("x", "y")}]


def frame() -> NDArray[np.uint8]:
    """What the model sees of it: uint8 (28, 28)."""
    return draw(StrokeInk.from_coordinates([(stroke["x"], stroke["y"]) for stroke in strokes()]).strokes)


def drawing(path: str = "/v1/predict") -> Request:
    return Request(path, _JSON, json.dumps({"strokes": strokes()}).encode())


def gradio_call() -> Request:
    return Request("/gradio_api/run/predict", _JSON, json.dumps({"data": [{"strokes": strokes()}]}).encode())


def bento_call() -> Request:
    return Request("/predict", _JSON, json.dumps({"drawing": {"strokes": strokes()}}).encode())


def batch_of_frames() -> Request:
    item = {"frame": base64.b64encode(frame().tobytes()).decode()}
    return Request("/v1/predict/batch", _JSON, json.dumps({"items": [item] * BATCH}).encode())


def photo() -> Request:
    """1280 x 800 pixels of grainy paper with a digit on it, as a JPEG in a form."""
    large = np.asarray(Image.fromarray(255 - frame()).resize((560, 560)).filter(ImageFilter.GaussianBlur(3)))
    page = np.full((800, 1280), 215.0)
    page[120:680, 360:920] -= (255.0 - large) * 0.7
    page += np.random.default_rng(1).normal(0.0, 4.0, page.shape)
    file = io.BytesIO()
    Image.fromarray(page.clip(0, 255).astype(np.uint8)).convert("RGB").save(file, "JPEG", quality=85)
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n'
    body = head.encode() + file.getvalue() + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return Request("/v1/predict/image", f"multipart/form-data; boundary={_BOUNDARY}", body)
