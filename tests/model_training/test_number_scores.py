"""A reader that says what it is told to, and what it is worth."""

from dataclasses import dataclass

import numpy as np
import pytest

from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, Ink
from backend.recognition.line import Box, Line
from model_training.number_scores import NOTHING, ReadLine, edit_distance, measure_numbers, pair, served
from model_training.number_suite import NumberSet
from model_training.table import NUMBERS_HEAD, aligned, number_rows

INK = ImageInk(np.zeros((1, 1), np.uint8))


@dataclass
class Recited:
    """Answers one ink after the other with lines; "?" in front of a text is a reason to review it."""

    answers: list[list[str]]

    def read(self, _: Ink) -> list[Line]:
        texts = self.answers.pop(0)
        if not texts:
            raise BlankInk("There is nothing.")
        return [recited(text) for text in texts]


def recited(text: str) -> Line:
    reasons = (Reason.LOW_CONFIDENCE,) if text.startswith("?") else ()
    return Line(text.lstrip("?"), 0.5, reasons, Box(0.0, 0.0, 1.0, 1.0), ())


def sure(*texts: str) -> list[ReadLine]:
    return [ReadLine(text, accepted=True) for text in texts]


def numbers(*lines: tuple[str, ...], one_line: bool = True) -> NumberSet:
    return NumberSet("made up", "test", [INK] * len(lines), lines, one_line)


def test_a_set_is_scored_by_whole_lines_and_by_digits() -> None:
    read = served(Recited([["12"], ["34"], ["?56"], [], ["7", "8"]]))
    scores = measure_numbers("recited", read, numbers(("12",), ("35",), ("56",), ("9",), ("78",))).scores
    assert (scores.n, scores.right, scores.exact) == (5, 3, 0.6)
    assert scores.low < 0.6 < scores.high
    assert scores.digit_errors == pytest.approx(2 / 9)
    assert (scores.acceptance.accepted, scores.acceptance.wrong) == (3, 1)
    assert scores.counted == 0.6  # nothing found, and two lines where one is written
    assert scores.milliseconds > 0


def test_one_written_line_is_all_that_was_found_and_accepted_where_all_of_it_is() -> None:
    assert pair(("123",), sure("1", "23")) == [("123", ReadLine("123", accepted=True))]
    assert pair(("123",), [*sure("1"), ReadLine("23", accepted=False)]) == [("123", ReadLine("123", accepted=False))]
    assert pair(("123",), []) == [("123", NOTHING)]


def test_lines_of_a_page_stand_beside_what_was_read_there() -> None:
    assert pair(("1", "2", "3"), sure("1", "3")) == [("1", sure("1")[0]), ("2", NOTHING), ("3", sure("3")[0])]
    assert pair(("1", "2"), sure("1", "4")) == [("1", sure("1")[0]), ("2", sure("4")[0])]
    assert pair(("1", "2"), []) == [("1", NOTHING), ("2", NOTHING)]


def test_a_line_read_where_none_is_written_is_read_wrongly() -> None:
    page = numbers(("1", "2"), one_line=False)
    scores = measure_numbers("recited", served(Recited([["1", "9", "2"]])), page).scores
    assert (scores.n, scores.right, scores.counted) == (3, 2, 0.0)
    assert (scores.acceptance.accepted, scores.acceptance.wrong) == (3, 1)
    assert scores.digit_errors == 0.5


@pytest.mark.parametrize(
    ("one", "other", "distance"), [("", "", 0), ("123", "", 3), ("", "12", 2), ("123", "13", 1), ("1234", "2345", 2)]
)
def test_edit_distance_counts_what_is_put_in_left_out_or_replaced(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other) == distance


def test_a_row_of_the_table_tells_set_and_reader() -> None:
    rows = number_rows([measure_numbers("recited", lambda _: sure("12"), numbers(("12",), ("13",)))])
    head, line = aligned(NUMBERS_HEAD, rows).splitlines()
    assert head.split()[:3] == ["data", "reader", "n"]
    assert line.startswith("made up  recited  2  50.00%")
    assert line.endswith("test")
