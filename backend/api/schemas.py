"""What crosses the wire. Nothing in here can be null: a field is there, or it is absent."""

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from backend.recognition.constraints import ANY_NUMBER, MOST_DIGITS, Checksum, Constraints
from backend.recognition.decision import Decision, Reason
from backend.recognition.errors import TooManyPoints
from backend.recognition.ink import LARGEST_COORDINATE, StrokeInk

MOST_STROKES = 10_000
"""Bounds the work of listing what is wrong; a drawing of this many strokes is no writing."""

WITHIN = {"minimum": -LARGEST_COORDINATE, "maximum": LARGEST_COORDINATE}
"""Said in the schema, held where the ink is made: once is enough for what comes in hundreds."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Numbers = Annotated[list[Number], FailFast()]
"""Finite JSON numbers, no text and no booleans. Stops at the first wrong one, as a million could be."""
Coordinates = Annotated[list[Annotated[Number, Field(json_schema_extra=WITHIN)]], FailFast()]


def _whole(value: object) -> object:
    """JSON tells no 3.0 from a 3, and some programs write nothing else."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


TopK = Annotated[int, Field(ge=1, le=10, description="How many candidates to answer, from 1 to 10.")]

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


class Stroke(BaseModel):
    """One pen-down: where the pen went from touching the paper to leaving it."""

    model_config = ConfigDict(extra="forbid")

    x: Coordinates = Field(description="Horizontal position of each point, growing to the right, in any unit.")
    y: Coordinates = Field(description="Vertical position of each point, growing downwards, in the unit of `x`.")
    t: Numbers = Field(default_factory=list, description="Time of each point in milliseconds, if known.")

    @model_validator(mode="after")
    def _equally_long(self) -> "Stroke":
        lengths = {name: len(getattr(self, name)) for name in sorted(self.model_fields_set)}
        if len(set(lengths.values())) > 1:
            counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
            raise PydanticCustomError("unequal_lengths", "The lists must be equally long; {counts}", {"counts": counts})
        return self


class Strokes(BaseModel):
    """Ink as the strokes of a pen, in the order they were written."""

    model_config = ConfigDict(extra="forbid")

    strokes: list[Stroke] = Field(description="One entry a pen-down. Size, position and sampling rate do not matter.")

    def points(self) -> int:
        """How many there are in all strokes together."""
        return sum(len(stroke.x) for stroke in self.strokes)

    def ink(self, max_points: int) -> StrokeInk:
        """Raises TooManyPoints and InvalidStrokes."""
        return StrokeInk.from_coordinates([(stroke.x, stroke.y) for stroke in self.strokes], max_points=max_points)

    @field_validator("strokes", mode="before")
    @classmethod
    def _not_too_many(cls, value: object) -> object:
        if isinstance(value, list) and len(value) > MOST_STROKES:
            raise TooManyPoints(f"The drawing has {len(value)} strokes; at most {MOST_STROKES} are read.")
        return value


class Drawing(Strokes):
    """One handwritten digit as the strokes of a pen, in the order they were written."""

    top_k: Annotated[TopK, Field(strict=True), BeforeValidator(_whole)] = 3
    include_frame: Annotated[bool, Field(strict=True)] = Field(
        False, description="Whether to answer the picture that the model saw, too."
    )


class ImageOptions(BaseModel):
    """What may be asked for beside the image of a digit."""

    model_config = ConfigDict(extra="forbid")

    top_k: TopK = 3
    include_frame: bool = Field(False, description="Whether to answer the picture that the model saw, too.")


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

    min_length: Annotated[MinLength, Field(strict=True), BeforeValidator(_whole)] = ANY_NUMBER.min_length
    max_length: Annotated[MaxLength, Field(strict=True), BeforeValidator(_whole)] = ANY_NUMBER.max_length

    def written(self) -> list[int]:
        """The indices of the strokes that are in the ink, which are those with a point."""
        return [index for index, stroke in enumerate(self.strokes) if stroke.x]


class Candidate(BaseModel):
    """One digit that the ink may be."""

    digit: int = Field(ge=0, le=9, description="The digit.")
    probability: float = Field(ge=0, le=1, description="Its probability, meant as that beside `candidates` is.")


class Prediction(BaseModel):
    """What the ink most probably is."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "digit": 7,
                "probability": 0.9981,
                "decision": "accept",
                "reasons": [],
                "candidates": [{"digit": 7, "probability": 0.9981}, {"digit": 1, "probability": 0.0011}],
                "model_version": "1.0.0",
            }
        }
    )

    digit: int = Field(ge=0, le=9, description="The most probable digit.")
    probability: float = Field(ge=0, le=1, description="Its calibrated probability, given that it is one digit.")
    decision: Decision = Field(
        description="`accept`: the answer can be taken as it is. `review`: a person should look at the ink first. "
        "The limits between the two, and how often accepted answers are wrong, are the `policy` in `/v1/model`; "
        "whoever runs the service may ask for a higher probability."
    )
    reasons: list[Reason] = Field(
        description="Each reason to review, at most once, in the order of `Reason`; empty exactly if the decision is "
        "`accept`."
    )
    candidates: list[Candidate] = Field(description="The `top_k` most probable digits, most probable first.")
    model_version: str = Field(description="Version of the model that answered, as in `/v1/model`.")
    frame: str = Field(
        default_factory=str,
        description="The 28x28 picture that the model saw, as a PNG in base64; only there if it was asked for.",
        json_schema_extra={"contentEncoding": "base64", "contentMediaType": "image/png"},
    )


class Box(BaseModel):
    """An upright rectangle around ink: in the unit and from the origin of the strokes, or in pixels of the image after
    it is turned as its EXIF says."""

    x: float = Field(description="Its left edge.")
    y: float = Field(description="Its upper edge; `y` grows downwards.")
    width: float = Field(ge=0)
    height: float = Field(ge=0)


class DigitInLine(BaseModel):
    """One digit of a number."""

    digit: int = Field(ge=0, le=9, description="The digit.")
    probability: float = Field(ge=0, le=1, description="How probably it is the one that stands there.")
    candidates: list[Candidate] = Field(
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


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"]


class Ready(BaseModel):
    """The model is loaded and warm."""

    status: Literal["ready"]
