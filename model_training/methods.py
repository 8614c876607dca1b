"""The two ways of which the service reads strokes, each alone: what they are worth together shows beside them."""

from collections.abc import Callable, Mapping, Sequence

from backend.recognition.constraints import ANY_NUMBER
from backend.recognition.decoding import Way
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink, StrokeInk
from backend.recognition.reader import NumberReader
from backend.recognition.segment import WrittenLines
from backend.recognition.stroke_reading import group, see
from model_training.number_scores import Read, ReadLine


def methods(reader: NumberReader) -> Mapping[str, Read]:
    """Each way alone, by name; of strokes only. Neither says when it is unsure: all of it counts as accepted."""
    classifier, network = reader.classifier, reader.network
    return {
        "groups of strokes alone": _alone(lambda lines: [one.way for one in group(classifier, lines, ANY_NUMBER)]),
        "line network alone": _alone(lambda lines: [see(network, lines, one, ANY_NUMBER).way for one in lines.lines]),
    }


def _alone(ways: Callable[[WrittenLines], Sequence[Way]]) -> Read:
    def read(ink: Ink) -> list[ReadLine]:
        assert isinstance(ink, StrokeInk)
        try:
            lines = WrittenLines(ink.strokes)
        except BlankInk:
            return []
        return [ReadLine(way.text, accepted=True) for way in ways(lines) if not way.empty]

    return read
