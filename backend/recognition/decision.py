"""Whether an answer can be taken as it is, or a person should look at the ink first: and then why."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import compress
from typing import Literal

from backend.recognition.card import Policy
from backend.recognition.normalize import Sight

Decision = Literal["accept", "review"]


class Reason(StrEnum):
    """Why a person should look at the ink. There are no other reasons than these:

    - `low_confidence`: no digit is probable enough.
    - `not_a_digit`: the ink looks like a letter, a sign, a scribble or a blot.
    - `several_digits`: more than one digit is written, or much ink lies beside what is read.
    - `faint_ink`: the ink hardly stands out from the paper.
    - `constraint_unsatisfied`: of a number, no way to read it has the length or the checksum that was asked for.
    """

    LOW_CONFIDENCE = "low_confidence"
    NOT_A_DIGIT = "not_a_digit"
    SEVERAL_DIGITS = "several_digits"
    FAINT_INK = "faint_ink"
    CONSTRAINT_UNSATISFIED = "constraint_unsatisfied"


_OF_A_DIGIT = (Reason.LOW_CONFIDENCE, Reason.NOT_A_DIGIT, Reason.SEVERAL_DIGITS, Reason.FAINT_INK)


def reasons_to_review(
    probability: float, outliers: Sequence[float], sight: Sight, policy: Policy, *, min_probability: float = 0.0
) -> tuple[Reason, ...]:
    """All that speak against accepting an answer, in the order of Reason.

    `probability` is that of the digit read, `outliers` the two of no digit and of several, all from 0 to 1.
    `min_probability` counts where it is stricter than the policy's.
    """
    not_a_digit, several_digits = outliers
    found = (
        probability < max(policy.min_probability, min_probability),
        not_a_digit > policy.max_not_a_digit,
        sight.several or several_digits > policy.max_several_digits,
        sight.faint,
    )
    return tuple(compress(_OF_A_DIGIT, found)) if any(found) else ()
