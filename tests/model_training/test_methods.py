import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import LineCard
from backend.recognition.ink import StrokeInk
from backend.recognition.line_network import BLANK, SYMBOLS
from backend.recognition.reader import NumberReader
from model_training.methods import methods
from tests.model_training.service import classifier
from tests.recognition.artifacts import LINE_CARD
from tests.recognition.inks import SEVEN

GROUPS, NETWORK = "groups of strokes alone", "line network alone"
NUMBER = StrokeInk((*SEVEN.strokes, *(stroke + np.array([200.0, 0.0]) for stroke in SEVEN.strokes)))


class Threes:
    """Sees a three in the middle of every strip, and nothing else."""

    card: LineCard = LINE_CARD

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        steps = np.full((len(strips), strips.shape[2] // 2, SYMBOLS), -12.0, np.float32)
        steps[..., BLANK] = -0.01
        steps[:, steps.shape[1] // 2, [3, BLANK]] = -0.01, -12.0
        return steps


READ = methods(NumberReader(classifier(), Threes()))


def test_the_groups_alone_do_not_hear_the_network() -> None:
    (line,) = READ[GROUPS](NUMBER)
    assert line.text
    assert "3" not in line.text
    assert line.accepted


def test_the_network_alone_does_not_hear_the_groups() -> None:
    (line,) = READ[NETWORK](NUMBER)
    assert (line.text, line.accepted) == ("3", True)


def test_nothing_is_read_where_nothing_is_written() -> None:
    assert [list(READ[way](StrokeInk(()))) for way in (GROUPS, NETWORK)] == [[], []]
