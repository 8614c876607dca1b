import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.recognition.decision import Reason, reasons_to_review
from backend.recognition.normalize import Sight
from tests.recognition.artifacts import CARD

POLICY = CARD.policy
CLEAR = Sight(np.zeros((28, 28), np.uint8))
FAINT = CLEAR._replace(faint=True)
CROWDED = CLEAR._replace(several=True)
SURE = 1.0


def reasons(
    probability: float, outliers: tuple[float, float] = (0, 0), sight: Sight = CLEAR, min_probability: float = 0
) -> list[str]:
    return list(reasons_to_review(probability, outliers, sight, POLICY, min_probability=min_probability))


def test_a_sure_answer_has_none() -> None:
    assert reasons(SURE) == []


def test_the_limits_themselves_are_allowed() -> None:
    assert reasons(POLICY.min_probability, (POLICY.max_not_a_digit, POLICY.max_several_digits)) == []


@pytest.mark.parametrize(
    ("probability", "outliers", "sight", "reason"),
    [
        (0.49, (0, 0), CLEAR, "low_confidence"),
        (SURE, (0.26, 0), CLEAR, "not_a_digit"),
        (SURE, (0, 0.13), CLEAR, "several_digits"),
        (SURE, (0, 0), CROWDED, "several_digits"),
        (SURE, (0, 0), FAINT, "faint_ink"),
    ],
)
def test_each_doubt_has_its_reason(
    probability: float, outliers: tuple[float, float], sight: Sight, reason: str
) -> None:
    assert reasons(probability, outliers, sight) == [reason]


def test_all_reasons_are_given_in_their_order() -> None:
    assert reasons(0, (1, 1), FAINT._replace(several=True)) == [
        "low_confidence",
        "not_a_digit",
        "several_digits",
        "faint_ink",
    ]


@pytest.mark.parametrize(
    ("min_probability", "probability", "accepted"), [(0.9, 0.9, True), (0.9, 0.89, False), (0.1, 0.49, False)]
)
def test_a_limit_beside_the_policy_can_only_be_stricter(
    min_probability: float, probability: float, accepted: bool
) -> None:
    assert (reasons(probability, min_probability=min_probability) == []) is accepted


@given(st.floats(0, 1), st.tuples(st.floats(0, 1, width=32), st.floats(0, 1, width=32)), st.floats(0, 1))
def test_more_is_accepted_where_less_is_wanted(
    probability: float, outliers: tuple[float, float], min_probability: float
) -> None:
    strict = set(reasons(probability, outliers, min_probability=min_probability))
    assert strict - {Reason.LOW_CONFIDENCE} <= set(reasons(probability, outliers)) <= strict
