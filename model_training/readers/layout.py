"""Which column of a table of digits is what."""

from collections.abc import Sequence
from dataclasses import dataclass

from model_training.errors import DataError

PIXELS = 28 * 28


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns' names in their order, the label's among them or none, and who hands such tables out."""

    owner: str
    names: tuple[str, ...]
    label: int | None

    @property
    def pixels(self) -> slice:
        """The columns of the pixels, from the top, left to right."""
        return slice(1, None) if self.label == 0 else slice(0, PIXELS)


_FROM_ZERO = tuple(f"pixel{number}" for number in range(PIXELS))
_FROM_ONE = tuple(f"pixel{number}" for number in range(1, PIXELS + 1))

KAGGLE_TRAIN = Layout("Kaggle's train.csv", ("label", *_FROM_ZERO), 0)
KAGGLE_TEST = Layout("Kaggle's test.csv", _FROM_ZERO, None)
OPENML = Layout("OpenML's mnist_784", (*_FROM_ONE, "class"), PIXELS)

_LAYOUTS = (KAGGLE_TRAIN, KAGGLE_TEST, OPENML)


def find_layout(names: Sequence[str], where: str) -> Layout:
    """The layout with just these columns. Raises DataError, which says the first column that is otherwise."""
    given = tuple(name.strip().strip("'\"") for name in names)
    for layout in _LAYOUTS:
        if layout.names == given:
            return layout
    likely = max(_LAYOUTS, key=lambda layout: _common(layout.names, given))
    number = _common(likely.names, given)
    if number < min(len(given), len(likely.names)):
        raise DataError(
            f"{where}: column {number + 1} is {given[number][:40]!r}, and {likely.names[number]!r} in {likely.owner}"
        )
    raise DataError(f"{where}: there are {len(given)} columns, and {len(likely.names)} in {likely.owner}")


def _common(names: tuple[str, ...], given: tuple[str, ...]) -> int:
    """How many names from the first on are the same."""
    same = [one == other for one, other in zip(names, given, strict=False)]
    return same.index(False) if False in same else len(same)
