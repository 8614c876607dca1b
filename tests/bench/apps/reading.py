"""What every peer serves: the very network and the very raster of the service, with plain dictionaries around it."""

from typing import Any

from backend.app import load_models
from backend.recognition.ink import StrokeInk
from backend.settings import Settings


class Reader:
    """Reads the drawing of a request, `{"strokes": [{"x": [...], "y": [...]}]}`."""

    def __init__(self) -> None:
        self._recognizer, _ = load_models(Settings())

    def read(self, drawing: dict[str, Any]) -> dict[str, Any]:
        return self.read_many([drawing])[0]

    def read_many(self, drawings: list[dict[str, Any]]) -> list[dict[str, Any]]:
        inks = [StrokeInk.from_coordinates([(one["x"], one["y"]) for one in ink["strokes"]]) for ink in drawings]
        readings = self._recognizer.read_many(inks)
        tops = [reading.top(3) for reading in readings if not isinstance(reading, Exception)]
        return [
            {
                "digit": top[0].digit,
                "probability": top[0].probability,
                "candidates": [{"digit": one.digit, "probability": one.probability} for one in top],
            }
            for top in tops
        ]
