"""What crosses the wire. Nothing in here can be null: a field is there, or it is absent."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from backend.recognition.decision import Decision, Reason
from backend.recognition.errors import TooManyPoints

MOST_STROKES = 10_000
"""Bounds the work of listing what is wrong; a drawing of this many strokes is no writing."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Numbers = Annotated[list[Number], FailFast()]
"""Finite JSON numbers, no text and no booleans. Stops at the first wrong one, as a million could be."""

TopK = Annotated[int, Field(ge=1, le=10, description="How many candidates to answer, from 1 to 10.")]


class Stroke(BaseModel):
    """One pen-down: where the pen went from touching the paper to leaving it."""

    model_config = ConfigDict(extra="forbid")

    x: Numbers = Field(description="Horizontal position of each point, growing to the right, in any unit.")
    y: Numbers = Field(description="Vertical position of each point, growing downwards, in the unit of `x`.")
    t: Numbers = Field(default_factory=list, description="Time of each point in milliseconds, if known.")

    @model_validator(mode="after")
    def _equally_long(self) -> "Stroke":
        lengths = {name: len(getattr(self, name)) for name in sorted(self.model_fields_set)}
        if len(set(lengths.values())) > 1:
            counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
            raise PydanticCustomError("unequal_lengths", "The lists must be equally long; {counts}", {"counts": counts})
        return self


class Drawing(BaseModel):
    """One handwritten digit as the strokes of a pen, in the order they were written."""

    model_config = ConfigDict(extra="forbid")

    strokes: list[Stroke] = Field(description="One entry a pen-down. Size, position and sampling rate do not matter.")
    top_k: Annotated[TopK, Field(strict=True)] = 3
    include_frame: Annotated[bool, Field(strict=True)] = Field(
        False, description="Whether to answer the picture that the model saw, too."
    )

    @field_validator("strokes", mode="before")
    @classmethod
    def _not_too_many(cls, value: object) -> object:
        if isinstance(value, list) and len(value) > MOST_STROKES:
            raise TooManyPoints(f"The drawing has {len(value)} strokes; at most {MOST_STROKES} are read.")
        return value


class ImageOptions(BaseModel):
    """What may be asked for beside the image."""

    model_config = ConfigDict(extra="forbid")

    top_k: TopK = 3
    include_frame: bool = Field(False, description="Whether to answer the picture that the model saw, too.")


class Candidate(BaseModel):
    """One digit that the ink may be."""

    digit: int = Field(ge=0, le=9, description="The digit.")
    probability: float = Field(
        ge=0, le=1, description="Calibrated probability of this digit, given that it is one digit."
    )


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


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"]


class Ready(BaseModel):
    """The model is loaded and warm."""

    status: Literal["ready"]
