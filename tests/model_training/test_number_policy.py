import dataclasses

import numpy as np
import pytest

from backend.recognition.card import NumberPolicies
from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink
from backend.recognition.line import Box, Line
from backend.recognition.line_network import OnnxLineNetwork
from backend.recognition.reader import NumberReader, calibrated
from backend.recognition.session import Session
from model_training.datasets import PenDigit
from model_training.held_out import HeldOut
from model_training.number_policy import PEN_RISK, UNFITTED, Numbers, fit_number_policies, validation_numbers
from tests.model_training.digits import small_digits
from tests.model_training.service import classifier
from tests.recognition.artifacts import LINE_CARD, inky_line_model

NOBODY = HeldOut([], [], {}, (), {})
BOX = Box(0.0, 0.0, 1.0, 1.0)


class Boasting(NumberReader):
    """Reads "7" everywhere, in so many of a hundred cases with 0.9999, else with 0.6."""

    def __init__(self) -> None:
        super().__init__(classifier(), OnnxLineNetwork(Session(inky_line_model()), LINE_CARD))
        self.asked = 0

    def read(self, ink: Ink, *_: object) -> tuple[Line, ...]:
        self.asked += 1
        return (Line("7", 0.9999 if self.asked % 100 < 60 else 0.6, (), BOX, ()),)


def numbers(count: int, wrong: int) -> Numbers:
    """Made so that the doubtful answers are wrong, so many of a hundred, and no others."""
    texts = ["8" if 100 - wrong <= index % 100 < 100 else "7" for index in range(1, count + 1)]
    drawn = validation_numbers(small_digits(20), NOBODY, seed=1, count=1)
    strokes, pictures = drawn.strokes[0] * count, drawn.pictures[0] * count
    return Numbers((strokes, texts), (pictures, texts), "hands", "scans")


def test_numbers_are_made_of_the_digits_held_out() -> None:
    written = [PenDigit(4, 2, (np.array([[0.0, 0.0], [5.0, 9.0]]),))]
    made = validation_numbers(small_digits(20), dataclasses.replace(NOBODY, chosen_by=written), seed=1, count=3)
    assert {digit for text in made.strokes[1] for digit in text} == {"4"}
    assert len(made.pictures[0]) == len(made.pictures[1]) == 3
    assert made.hands == "numbers of digits by held-out writers"


def test_without_writers_hands_follow_templates() -> None:
    made = validation_numbers(small_digits(20), NOBODY, seed=1, count=3)
    assert made.hands == "numbers of digits by templates"
    assert all(text.isdigit() for text in made.strokes[1])


def test_what_is_wrong_too_often_is_not_accepted() -> None:
    policy = fit_number_policies(Boasting(), numbers(2000, wrong=20)).strokes
    assert 0.55 < policy.coverage < 0.65
    assert policy.risk == 0.0
    assert policy.risk_bound <= PEN_RISK
    assert calibrated(0.6, policy) < policy.min_probability <= calibrated(0.9999, policy)
    assert calibrated(0.6, policy) == pytest.approx(0.5, abs=0.1)
    assert (policy.data, policy.n) == ("hands", 2000)


def test_where_all_is_right_odds_stay() -> None:
    policies = fit_number_policies(Boasting(), numbers(500, wrong=0))
    assert isinstance(policies, NumberPolicies)
    assert (policies.pictures.slope, policies.pictures.offset) == (1.0, 0.0)
    assert policies.pictures.coverage == 1.0


def test_unfitted_odds_stay() -> None:
    assert calibrated(0.25, UNFITTED.strokes) == pytest.approx(0.25)


class Blind(Boasting):
    def read(self, ink: Ink, *_: object) -> tuple[Line, ...]:
        raise BlankInk("Nothing.")


def test_a_number_that_is_not_found_is_read_wrongly() -> None:
    policy = fit_number_policies(Blind(), numbers(200, wrong=0)).pictures
    assert (policy.min_probability, policy.coverage, policy.risk, policy.risk_bound) == (1.0, 0.0, 0.0, 1.0)
    assert calibrated(1.0, policy) < policy.min_probability  # so that nothing is accepted


class Doubting(Boasting):
    """Says of every other number that it is none."""

    def read(self, ink: Ink, *_: object) -> tuple[Line, ...]:
        (line,) = super().read(ink)
        return (dataclasses.replace(line, reasons=(Reason.NOT_A_DIGIT,) if self.asked % 2 else ()),)


def test_what_is_doubted_for_another_reason_is_not_accepted() -> None:
    policy = fit_number_policies(Doubting(), numbers(2000, wrong=0)).strokes
    assert policy.coverage == pytest.approx(0.5, abs=0.01)
