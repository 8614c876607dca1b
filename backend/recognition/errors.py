"""Every error that recognition raises on purpose.

RecognitionError
├── InkError                 what was handed in cannot be read; whoever sent it can mend it
│   ├── BlankInk             there is nothing written
│   ├── InvalidStrokes       the numbers are no drawing: not finite, or x and y of unequal length
│   ├── TooManyPoints        more points than the limit
│   ├── UnreadableImage      the bytes are damaged or cut short
│   ├── UnsupportedImage     the bytes are no image, or of a format that is not read here
│   └── ImageTooLarge        more pixels than the limit
└── ArtifactError            the model cannot be served; whoever runs the service can mend it
    ├── ArtifactMissing      no such file
    ├── ArtifactDamaged      the file cannot be read as what it should be
    └── ArtifactMismatch     model, card and this code do not belong together
"""

from typing import ClassVar


class RecognitionError(Exception):
    """Base of the tree. The message tells this case."""


class InkError(RecognitionError):
    """`slug` names the kind for machines, `title` for people."""

    slug: ClassVar[str] = "unreadable-ink"
    title: ClassVar[str] = "The ink cannot be read"


class BlankInk(InkError):
    slug = "blank-ink"
    title = "There is no ink"


class InvalidStrokes(InkError):
    slug = "invalid-strokes"
    title = "The strokes are not a drawing"


class TooManyPoints(InkError):
    slug = "too-many-points"
    title = "The drawing has too many points"


class UnreadableImage(InkError):
    slug = "unreadable-image"
    title = "The image cannot be read"


class UnsupportedImage(InkError):
    slug = "unsupported-image"
    title = "The image format is not supported"


class ImageTooLarge(InkError):
    slug = "image-too-large"
    title = "The image has too many pixels"


class ArtifactError(RecognitionError):
    pass


class ArtifactMissing(ArtifactError):
    pass


class ArtifactDamaged(ArtifactError):
    pass


class ArtifactMismatch(ArtifactError):
    pass


def first_line(error: Exception) -> str:
    """What a library's error says, without the lines that follow; its name where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0]
