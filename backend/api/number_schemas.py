"""What crosses the wire for numbers."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.api.schemas import Candidate, Strokes, whole
from backend.recognition import candidate
from backend.recognition.constraints import ANY_NUMBER, MOST_DIGITS, Checksum, Constraints
from backend.recognition.decision import Decision, Reason

MinLength = Annotated[
    int, Field(ge=1, le=MOST_DIGITS, description=f"How many digits each number has at least, from 1 to {MOST_DIGITS}.")
]
MaxLength = Annotated[
    int,
    Field(
        ge=1,
        le=MOST_DIGITS,
        validate_default=True,  # it may contradict a min_length that came alone
        description=f"How many digits each number has at most, from `min_length` to {MOST_DIGITS}.",
    ),
]


class NumberOptions(BaseModel):
    """What may be said of the numbers beside their ink; it holds for the number of each line."""

    model_config = ConfigDict(extra="forbid")

    min_length: MinLength = ANY_NUMBER.min_length
    max_length: MaxLength = ANY_NUMBER.max_length
    checksum: Checksum = Field(ANY_NUMBER.checksum, description="How each number checks itself.")

    def constraints(self) -> Constraints:
        return Constraints(self.min_length, self.max_length, self.checksum)

    @field_validator("max_length")
    @classmethod
    def _not_less_than_min_length(cls, value: int, info: ValidationInfo) -> int:
        lengths = {"max_length": value, "min_length": info.data.get("min_length", 1)}
        if lengths["max_length"] < lengths["min_length"]:
            raise PydanticCustomError(
                "contradicting_lengths", "max_length ({max_length}) is less than min_length ({min_length})", lengths
            )
        return value


class Handwriting(NumberOptions, Strokes):
    """Handwritten numbers, one a line, as the strokes of a pen, in the order they were written."""

    min_length: Annotated[MinLength, Field(strict=True), BeforeValidator(whole)] = ANY_NUMBER.min_length
    max_length: Annotated[MaxLength, Field(strict=True), BeforeValidator(whole)] = ANY_NUMBER.max_length

    def written(self) -> list[int]:
        """The indices of the strokes that are in the ink, which are those with a point."""
        return [index for index, stroke in enumerate(self.strokes) if stroke.x]


class Box(BaseModel):
    """An upright rectangle around ink: in the unit and from the origin of the strokes, or in pixels of the image after
    it is turned as its EXIF says."""

    x: float = Field(description="Its left edge.")
    y: float = Field(description="Its upper edge; `y` grows downwards.")
    width: float = Field(ge=0)
    height: float = Field(ge=0)


def _by_names(one: object) -> object:
    """Of a candidate as the recognition has it, which pydantic would take for a list."""
    return one._asdict() if isinstance(one, candidate.Candidate) else one


class DigitInLine(BaseModel):
    """One digit of a number."""

    digit: int = Field(ge=0, le=9, description="The digit.")
    probability: float = Field(ge=0, le=1, description="How probably it is the one that stands there.")
    candidates: list[Annotated[Candidate, BeforeValidator(_by_names)]] = Field(
        max_length=3, description="The digits that most probably stand there, at most three, most probable first."
    )
    box: Box
    strokes: list[int] = Field(
        description="Indices of the strokes that make it, counted from 0 as they were posted; empty for an image."
    )


class Line(BaseModel):
    """One line of digits, read as one number."""

    text: str = Field(description="Its digits from left to right; empty where none can be read.")
    probability: float = Field(ge=0, le=1, description="How probably the whole `text` is right.")
    decision: Decision = Field(
        description="`accept`: the `text` can be taken as it is. `review`: a person should look at the ink first."
    )
    reasons: list[Reason] = Field(
        description="Each reason to review, at most once, in the order of `Reason`; empty exactly if the decision is "
        "`accept`."
    )
    box: Box
    digits: list[DigitInLine] = Field(description="One entry for each digit of `text`, in its order.")


class Transcript(BaseModel):
    """What is written, line by line."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "lines": [
                    {
                        "text": "7",
                        "probability": 0.9972,
                        "decision": "accept",
                        "reasons": [],
                        "box": {"x": 63, "y": 66, "width": 120, "height": 175},
                        "digits": [
                            {
                                "digit": 7,
                                "probability": 0.9972,
                                "candidates": [
                                    {"digit": 7, "probability": 0.9972},
                                    {"digit": 1, "probability": 0.0011},
                                ],
                                "box": {"x": 63, "y": 66, "width": 120, "height": 175},
                                "strokes": [0],
                            }
                        ],
                    }
                ],
                "model_version": "1.0.0",
            }
        }
    )

    lines: list[Line] = Field(description="At least one, from top to bottom.")
    model_version: str = Field(description="Version of the model that answered, as in `/v1/model`.")
