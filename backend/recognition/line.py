"""A line of digits as it was read: its text, its digits one by one, and how sure the reader is of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from backend.recognition.candidate import Candidate
from backend.recognition.decision import Decision, Reason


@dataclass(frozen=True, slots=True)
class Box:
    """Upright, in the unit and from the origin of the strokes or the pixels of the picture that was handed in."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def scaled(self, scale: float) -> "Box":
        return Box(self.x * scale, self.y * scale, self.width * scale, self.height * scale)

    def turned_back(self, turns: int, shape: tuple[int, ...]) -> "Box":
        """Where it lay before a picture was turned counterclockwise by quarters, to (height, width) `shape`."""
        height, width = shape
        match turns % 4:
            case 1:
                return Box(height - self.bottom, self.x, self.height, self.width)
            case 2:
                return Box(width - self.right, height - self.bottom, self.width, self.height)
            case 3:
                return Box(self.y, width - self.right, self.height, self.width)
        return self


@dataclass(frozen=True, slots=True)
class DigitInLine:
    """One digit, how probably it is the one there, and the three digits most probably there, most probable first.

    `strokes` are the indices of the strokes that make it; empty where a picture was handed in.
    """

    digit: int
    probability: float
    candidates: tuple[Candidate, ...]
    box: Box
    strokes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`probability` is that the whole text is right. `digits` from left to right, as in `text`."""

    text: str
    probability: float
    reasons: tuple[Reason, ...]
    box: Box
    digits: tuple[DigitInLine, ...]

    @property
    def decision(self) -> Decision:
        """To review exactly if there is a reason."""
        return "review" if self.reasons else "accept"

    def scaled(self, scale: float) -> "Line":
        return self._moved(lambda box: box.scaled(scale))

    def turned_back(self, turns: int, shape: tuple[int, ...]) -> "Line":
        """See Box."""
        return self._moved(lambda box: box.turned_back(turns, shape))

    def _moved(self, move: Callable[[Box], Box]) -> "Line":
        digits = tuple(replace(digit, box=move(digit.box)) for digit in self.digits)
        return replace(self, box=move(self.box), digits=digits)
