"""What a caller knows of a number before it is read: how long it is, and whether its last digits check the others."""

from dataclasses import dataclass
from enum import StrEnum

MOST_DIGITS = 64
"""A number may be as long as this, no longer."""


class Checksum(StrEnum):
    """How a number checks itself:

    - `none`: not at all.
    - `luhn`: the last digit, as on payment cards (ISO/IEC 7812-1 annex B).
    - `mod97`: the last two digits, so that the number leaves 1 when divided by 97 (ISO/IEC 7064, MOD 97-10).
    """

    NONE = "none"
    LUHN = "luhn"
    MOD97 = "mod97"


@dataclass(frozen=True, slots=True)
class Constraints:
    """How many digits a number has at least and at most, 1 to MOST_DIGITS, and how it checks itself."""

    min_length: int = 1
    max_length: int = 12
    checksum: Checksum = Checksum.NONE


ANY_NUMBER = Constraints()
"""What holds where a caller says nothing."""
