"""Drawings that the documentation page offers as they stand: digits and numbers, in canvas pixels."""

import base64

from fastapi.openapi.models import Example

from backend.recognition.images import encode_png
from backend.recognition.ink import StrokeInk
from backend.recognition.normalize import look


def _stroke(points: str) -> dict[str, list[int]]:
    """A stroke from its points as SVG writes them: `x,y x,y`."""
    pairs = [point.split(",") for point in points.split()]
    return {"x": [int(x) for x, _ in pairs], "y": [int(y) for _, y in pairs]}


def _row(*digits: dict[str, list[int]]) -> list[dict[str, list[int]]]:
    """Digits of one stroke each, side by side, 150 pixels apart."""
    return [{"x": [x + 150 * place for x in digit["x"]], "y": digit["y"]} for place, digit in enumerate(digits)]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


SEVEN = _stroke(
    "63,73 74,71 84,70 97,69 108,67 118,67 127,66 138,68 151,69 161,69 171,71 183,74 178,80 174,90 171,98 "
    "168,106 166,117 162,124 159,134 156,144 152,151 148,160 144,169 141,177 136,187 132,196 128,204 "
    "125,213 119,221 115,230 110,241"
)

THREE = _stroke(
    "80,79 89,70 97,63 111,61 123,60 135,63 145,69 156,78 161,88 161,98 161,109 155,120 147,128 135,132 "
    "123,135 110,136 134,138 145,144 157,153 163,164 168,177 167,189 163,201 158,213 147,222 135,230 "
    "121,232 109,231 96,228 82,221 73,212 67,201"
)

DRAWINGS: dict[str, Example] = {
    "seven": Example(summary="A seven", value={"strokes": [SEVEN]}),
    "three": Example(
        summary="A three, with all candidates and the picture that the model saw",
        value={"strokes": [THREE], "top_k": 10, "include_frame": True},
    ),
}

QUESTIONS: dict[str, Example] = {
    "seven": Example(summary="Why a seven is one", value={"strokes": [SEVEN]}),
    "not eight": Example(
        summary="Why a three is a three rather than an eight", value={"strokes": [THREE], "digit": 3, "against": [8]}
    ),
}

NUMBERS: dict[str, Example] = {
    "seventy-three": Example(summary="A 73", value={"strokes": _row(SEVEN, THREE)}),
    "checked": Example(
        summary="A 737, of which it is known that it has three digits and that its last one checks the others",
        value={"strokes": _row(SEVEN, THREE, SEVEN), "min_length": 3, "max_length": 3, "checksum": "luhn"},
    ),
}

_FRAME = look(StrokeInk.from_coordinates([(THREE["x"], THREE["y"])])).frame

BATCHES: dict[str, Example] = {
    "three": Example(
        summary="A seven as strokes, a three as an image, and the same three as the model sees it",
        value={
            "items": [
                {"strokes": [SEVEN]},
                {"image": _base64(encode_png(255 - _FRAME))},
                {"frame": _base64(_FRAME.tobytes())},
            ],
            "top_k": 1,
        },
    ),
    "mixed": Example(
        summary="A seven, and what cannot be read: no ink, and no frame",
        value={"items": [{"strokes": [SEVEN]}, {"strokes": []}, {"frame": "AAAA"}]},
    ),
}
