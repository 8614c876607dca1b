"""What crosses the wire for many digits at once."""

from typing import Annotated

from pybase64 import b64decode
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # typing's own keeps too little for pydantic before Python 3.12

from backend.api.problems import Problem
from backend.api.schemas import Prediction, Stroke, Strokes, TopK, whole
from backend.recognition.strokes import FRAME

MOST_ITEMS = 256
"""In a batch: beyond it nothing gets faster, and one request keeps a worker thread for long."""


def _from_base64(text: object) -> bytes:
    if not isinstance(text, str):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    if "\n" in text or "\r" in text:  # as MIME and Android's default put them in; all else is a mistake
        text = text.replace("\n", "").replace("\r", "")
    try:
        return b64decode(text, validate=True)
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


def plain_frame(item: object) -> bytes | None:
    """The pixels of an item that is a frame and no more, as most in large batches are.

    pydantic takes three times as long. None for all else, also for what is wrong: what it is, BatchItem says.
    """
    if type(item) is not dict or len(item) != 1 or type(text := item.get("frame")) is not str:
        return None
    try:
        pixels = b64decode(text, validate=True)
    except ValueError:
        return None
    return pixels if len(pixels) == FRAME * FRAME else None


def _later(item: object, _: object) -> object:
    """Each item is validated by itself: one that is wrong is answered with its own problem."""
    return item


class Batch(BaseModel):
    """Many handwritten digits."""

    model_config = ConfigDict(extra="forbid")

    items: list[Annotated[BatchItem, WrapValidator(_later)]] = Field(
        max_length=MOST_ITEMS, description=f"At most {MOST_ITEMS}; strokes, images and frames may be mixed."
    )
    top_k: Annotated[TopK, Field(strict=True), BeforeValidator(whole)] = 3


class BatchAnswer(TypedDict, total=False):
    """What became of one item: its prediction, or its problem, with the status that it would have had alone."""

    prediction: Annotated[Prediction, Field(description="There if the item could be read.")]
    problem: Annotated[Problem, Field(description="There if it could not.")]


class BatchAnswers(BaseModel):
    """What became of the items of a batch."""

    answers: list[BatchAnswer] = Field(description="One for each item, in their order.")
