"""The two ways of which the service reads strokes, each alone: what they are worth together shows beside them."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import LineCard
from backend.recognition.constraints import ANY_NUMBER
from backend.recognition.ctc import runs
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink, StrokeInk
from backend.recognition.lattice import decode
from backend.recognition.line_network import BLANK, SYMBOLS, LineNetwork
from backend.recognition.reader import NumberReader
from backend.recognition.segment import WrittenLines
from backend.recognition.strip import find_place, of_strokes
from model_training.number_scores import Read, ReadLine, served

_NEVER = -20.0  # natural logarithm of a probability that decides nothing


def methods(reader: NumberReader) -> Mapping[str, Read]:
    """Each way alone, by name; of strokes only. Neither says when it is unsure: all of it counts as accepted."""
    return {
        "groups of strokes alone": _trusting(served(NumberReader(reader.classifier, Silent(reader.network.card)))),
        "line network alone": _network_alone(reader.network),
    }


class Silent:
    """A network for lines that sees nothing but blanks: the groups decide."""

    def __init__(self, card: LineCard) -> None:
        self.card = card

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """As `LineNetwork`."""
        blank = np.where(np.arange(SYMBOLS) == BLANK, 0.0, _NEVER).astype(np.float32)
        return np.tile(blank, (len(strips), strips.shape[2] // 2, 1))


def _trusting(read: Read) -> Read:
    return lambda ink: [ReadLine(line.text, accepted=True) for line in read(ink)]


def _network_alone(network: LineNetwork) -> Read:
    def read(ink: Ink) -> list[ReadLine]:
        assert isinstance(ink, StrokeInk)
        try:
            written = WrittenLines(ink.strokes)
        except BlankInk:
            return []
        strips = [of_strokes(written.of_line(line), find_place(written.boxes[list(line)])) for line in written.lines]
        return [ReadLine(_text(network, strip), accepted=True) for strip in strips]

    return read


def _text(network: LineNetwork, strip: NDArray[np.uint8]) -> str:
    found = runs(network.symbols(strip[np.newaxis])[0].astype(np.float64))
    way = decode(found.edges, found.places, ANY_NUMBER)
    return "" if way.empty else way.text
