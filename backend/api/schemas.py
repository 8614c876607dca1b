"""What crosses the wire. Nothing in here can be null: a field is there, or it is absent."""

import binascii
from typing import Annotated, Literal, NotRequired

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
    field_validator,
    model_validator,
    with_config,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # typing's own keeps too little for pydantic before Python 3.12

from backend.api.problems import Problem
from backend.recognition import candidate
from backend.recognition.constraints import ANY_NUMBER, MOST_DIGITS, Checksum, Constraints
from backend.recognition.decision import Decision, Reason
from backend.recognition.errors import TooManyPoints
from backend.recognition.ink import LARGEST_COORDINATE, StrokeInk
from backend.recognition.strokes import FRAME

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


MOST_ITEMS = 256
"""In a batch: beyond it nothing gets faster, and one request keeps a worker thread for long."""


def _from_base64(text: object) -> bytes:
    if not isinstance(text, str):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    if "\n" in text or "\r" in text:  # as MIME and Android's default put them in; all else is a mistake
        text = text.replace("\n", "").replace("\r", "")
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise PydanticCustomError("base64", "Input should be base64 with its padding") from None


def _of_a_frame(data: bytes) -> bytes:
    if len(data) != FRAME * FRAME:
        message = "The frame should be {expected} bytes, not {found}"
        raise PydanticCustomError("frame_size", message, {"expected": FRAME * FRAME, "found": len(data)})
    return data


Base64 = Annotated[
    bytes, BeforeValidator(_from_base64), WithJsonSchema({"type": "string", "contentEncoding": "base64"})
]

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


class BatchItem(Strokes):
    """One handwritten digit, in one of three ways."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    strokes: Annotated[list[Stroke], FailFast()] = Field(
        default_factory=list, description="One entry a pen-down, as for a single digit."
    )
    image: Base64 = Field(
        default_factory=bytes, description="An image file in base64: PNG, JPEG, WebP, BMP, GIF or TIFF."
    )
    frame: Annotated[Base64, AfterValidator(_of_a_frame)] = Field(
        default_factory=bytes,
        description="A picture as the model sees it, in base64: 784 bytes, 28 rows of 28 pixels, light ink on black, "
        "scaled and centred as MNIST's are. It is read as it is.",
    )

    @model_validator(mode="after")
    def _one_of_three(self) -> "BatchItem":
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_of_three", "Exactly one of strokes, image and frame is expected")
        return self


def _later(item: object, _: object) -> object:
    """Each item is validated by itself: one that is wrong is answered with its own problem."""
    return item


class Batch(BaseModel):
    """Many handwritten digits."""

    model_config = ConfigDict(extra="forbid")

    items: list[Annotated[BatchItem, WrapValidator(_later)]] = Field(
        max_length=MOST_ITEMS, description=f"At most {MOST_ITEMS}; strokes, images and frames may be mixed."
    )
    top_k: Annotated[TopK, Field(strict=True)] = 3


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

    min_length: Annotated[MinLength, Field(strict=True), BeforeValidator(whole)] = ANY_NUMBER.min_length
    max_length: Annotated[MaxLength, Field(strict=True), BeforeValidator(whole)] = ANY_NUMBER.max_length

    def written(self) -> list[int]:
        """The indices of the strokes that are in the ink, which are those with a point."""
        return [index for index, stroke in enumerate(self.strokes) if stroke.x]


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


class BatchAnswer(TypedDict, total=False):
    """What became of one item: its prediction, or its problem, with the status that it would have had alone."""

    prediction: Annotated[Prediction, Field(description="There if the item could be read.")]
    problem: Annotated[Problem, Field(description="There if it could not.")]


class BatchAnswers(BaseModel):
    """What became of the items of a batch."""

    answers: list[BatchAnswer] = Field(description="One for each item, in their order.")


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


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"]


class Ready(BaseModel):
    """The model is loaded and warm."""

    status: Literal["ready"]
