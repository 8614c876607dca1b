"""In place of the reader of numbers: finds digits by the gaps between strokes; what they say, the test has told it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Route

Box = dict[str, float]
Answer = dict[str, Any]

GAP = 20.0  # sheet units between two digits, and between two lines


@dataclass
class FakeReader:
    """What is written on each line. `unsure` is the probability of single digits by their place among all."""

    texts: Sequence[str]
    unsure: dict[int, float] = field(default_factory=dict)
    picture: Sequence[Sequence[Box]] = ()  # for each line of a picture the boxes of its digits
    reasons: Sequence[str] = ()

    def attach(self, page: Page) -> None:
        page.route("**/v1/read", self.on_strokes)
        page.route("**/v1/read/image*", self.on_image)

    def on_strokes(self, route: Route) -> None:
        drawing: Any = route.request.post_data_json
        boxes = [box_of(stroke) for stroke in drawing["strokes"]]
        lines = clusters(boxes, range(len(boxes)), "y", "height")
        digits = [clusters(boxes, line, "x", "width") for line in lines]
        around_digits = [[around([boxes[index] for index in digit]) for digit in line] for line in digits]
        route.fulfill(json=self.answer(around_digits, digits))

    def on_image(self, route: Route) -> None:
        route.fulfill(json=self.answer(self.picture))

    def answer(self, lines: Sequence[Sequence[Box]], strokes: Sequence[Sequence[Sequence[int]]] = ()) -> Answer:
        """`strokes`: for each line those of its digits; a picture has none."""
        place = 0
        answered = []
        for row, (text, boxes) in enumerate(zip(self.texts, lines, strict=False)):
            said = [self.digit(int(text[i % len(text)]), place + i, box) for i, box in enumerate(boxes)]
            for digit, made_of in zip(said, strokes[row] if strokes else (), strict=False):
                digit["strokes"] = made_of
            place += len(said)
            answered.append(self.line(said))
        return {"lines": answered, "model_version": "fake"}

    def digit(self, digit: int, place: int, box: Box) -> Answer:
        probability = self.unsure.get(place, 0.99)
        others = [(digit + 3) % 10, (digit + 5) % 10]
        chances = [probability, 0.7 * (1 - probability), 0.2 * (1 - probability)]
        candidates = [{"digit": d, "probability": p} for d, p in zip([digit, *others], chances, strict=True)]
        return {"digit": digit, "probability": probability, "candidates": candidates, "box": box, "strokes": []}

    def line(self, digits: Sequence[Answer]) -> Answer:
        probability = min(digit["probability"] for digit in digits)
        reasons = list(self.reasons) or ([] if probability >= 0.9 else ["low_confidence"])
        return {
            "text": "".join(str(digit["digit"]) for digit in digits),
            "probability": probability,
            "decision": "review" if reasons else "accept",
            "reasons": reasons,
            "box": around([digit["box"] for digit in digits]),
            "digits": digits,
        }


def clusters(boxes: Sequence[Box], indices: Sequence[int], start: str, length: str) -> list[list[int]]:
    """The indices of boxes in runs without a gap in one direction."""
    found: list[list[int]] = []
    end = 0.0
    for index in sorted(indices, key=lambda index: boxes[index][start]):
        if not found or boxes[index][start] > end + GAP:
            found.append([])
            end = boxes[index][start]
        found[-1].append(index)
        end = max(end, boxes[index][start] + boxes[index][length])
    return found


def box_of(stroke: dict[str, list[float]]) -> Box:
    x, y = stroke["x"], stroke["y"]
    return {"x": min(x), "y": min(y), "width": max(x) - min(x), "height": max(y) - min(y)}


def around(boxes: Sequence[Box]) -> Box:
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}
