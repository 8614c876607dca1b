"""What crosses the wire for single digits, and what other routes share with them.

Nothing that crosses the wire can be null: a field is there, or it is absent.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    field_validator,
    model_validator,
    with_config,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # typing's own keeps too little for pydantic before Python 3.12

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


def whole(value: object) -> object:
    """JSON tells no 3.0 from a 3, and some programs write nothing else."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


TopK = Annotated[int, Field(ge=1, le=10, description="How many candidates to answer, from 1 to 10.")]


class Stroke(BaseModel):
    """One pen-down: where the pen went from touching the paper to leaving it."""

    model_config = ConfigDict(extra="forbid")

    x: Coordinates = Field(description="Horizontal position of each point, growing to the right, in any unit.")
    y: Coordinates = Field(description="Vertical position of each point, growing downwards, in the unit of `x`.")
    t: Numbers = Field(default_factory=list, description="Time of each point in milliseconds, if known.")

    @model_validator(mode="after")
    def _equally_long(self) -> "Stroke":
        if len(self.x) != len(self.y) or ("t" in self.model_fields_set and len(self.t) != len(self.x)):
            lengths = {name: len(getattr(self, name)) for name in sorted(self.model_fields_set)}
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

    top_k: Annotated[TopK, Field(strict=True), BeforeValidator(whole)] = 3
    include_frame: Annotated[bool, Field(strict=True)] = Field(
        False, description="Whether to answer the picture that the model saw, too."
    )


class ImageOptions(BaseModel):
    """What may be asked for beside the image of a digit."""

    model_config = ConfigDict(extra="forbid")

    top_k: TopK = 3
    include_frame: bool = Field(False, description="Whether to answer the picture that the model saw, too.")


class Candidate(TypedDict):
    """One digit that the ink may be."""

    digit: Annotated[int, Field(ge=0, le=9, description="The digit.")]
    probability: Annotated[
        float, Field(ge=0, le=1, description="Its probability, meant as that beside `candidates` is.")
    ]


@with_config(
    ConfigDict(
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
)
class Prediction(TypedDict):
    """What the ink most probably is."""

    digit: Annotated[int, Field(ge=0, le=9, description="The most probable digit.")]
    probability: Annotated[
        float, Field(ge=0, le=1, description="Its calibrated probability, given that it is one digit.")
    ]
    decision: Annotated[
        Decision,
        Field(
            description="`accept`: the answer can be taken as it is. `review`: a person should look at the ink first. "
            "The limits between the two, and how often accepted answers are wrong, are the `policy` in `/v1/model`; "
            "whoever runs the service may ask for a higher probability."
        ),
    ]
    reasons: Annotated[
        list[Reason],
        Field(
            description="Each reason to review, at most once, in the order of `Reason`; empty exactly if the decision "
            "is `accept`."
        ),
    ]
    candidates: Annotated[list[Candidate], Field(description="The `top_k` most probable digits, most probable first.")]
    model_version: Annotated[str, Field(description="Version of the model that answered, as in `/v1/model`.")]
    frame: NotRequired[
        Annotated[
            str,
            Field(
                description="The 28x28 picture that the model saw, as a PNG in base64; only there if it was asked for.",
                json_schema_extra={"contentEncoding": "base64", "contentMediaType": "image/png"},
            ),
        ]
    ]


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"]


class Ready(BaseModel):
    """The model is loaded and warm."""

    status: Literal["ready"]
