"""What crosses the wire of `/v1/explain`. Nothing in here can be null: a field is there, or it is absent."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from backend.api.schemas import Candidate, Strokes, whole
from backend.recognition.strokes import FRAME

Digit = Annotated[int, Field(ge=0, le=9)]
StrictDigit = Annotated[int, Field(ge=0, le=9, strict=True), BeforeValidator(whole)]

_DIGIT = "The digit to explain; if absent, the most probable one of those that are not in `against`."
_AGAINST = "The digits that it is compared with; if absent or empty, all others."


class Comparison(BaseModel):
    """Which digit is to be explained, compared with which."""

    model_config = ConfigDict(extra="forbid")

    digit: Digit = Field(default_factory=int, description=_DIGIT)
    against: list[Digit] = Field(default_factory=list, max_length=9, description=_AGAINST)

    def asked(self) -> int | None:
        """The digit, if one was named."""
        return self.digit if "digit" in self.model_fields_set else None

    @model_validator(mode="after")
    def _not_with_itself(self) -> "Comparison":
        if self.asked() in self.against:
            raise PydanticCustomError(
                "compared_with_itself", "A digit cannot be compared with itself: {digit}", {"digit": self.digit}
            )
        return self


class Question(Comparison, Strokes):
    """One handwritten digit as the strokes of a pen, in the order they were written, and what to explain of it."""

    digit: StrictDigit = Field(default_factory=int, description=_DIGIT)
    against: list[StrictDigit] = Field(default_factory=list, max_length=9, description=_AGAINST)


Row = Annotated[list[float], Field(min_length=FRAME, max_length=FRAME)]
GreyRow = Annotated[list[Annotated[int, Field(ge=0, le=255)]], Field(min_length=FRAME, max_length=FRAME)]


class Explanation(BaseModel):
    """What in the picture that the model saw speaks for a digit, and what against it."""

    digit: int = Field(ge=0, le=9, description="The digit that is explained.")
    against: list[int] = Field(description="The digits that it is compared with, in their order; at least one.")
    log_odds: float = Field(
        description="Natural logarithm of the probability of `digit` over that of all in `against` together. Above 0 "
        "the digit is the more probable one."
    )
    saliency: list[Row] = Field(
        min_length=FRAME,
        max_length=FRAME,
        description="By how much `log_odds` fall where what stands at a pixel of `frame`, ink or paper, is turned "
        "over; 28 rows of 28, from the top, left to right. Above 0 it speaks for `digit`, below 0 for `against`.",
    )
    frame: list[GreyRow] = Field(
        min_length=FRAME,
        max_length=FRAME,
        description="The picture that the model saw, 28 rows of 28 pixels: 0 is paper, 255 is ink.",
    )
    candidates: list[Candidate] = Field(
        min_length=10, max_length=10, description="All digits as `/v1/predict` answers them, most probable first."
    )
    model_version: str = Field(description="Version of the model that answered, as in `/v1/model`.")
