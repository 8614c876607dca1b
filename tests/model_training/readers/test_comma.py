from collections.abc import Callable

import numpy as np
import pytest

from model_training.errors import DataError
from model_training.readers.comma import parse_csv
from model_training.readers.layout import KAGGLE_TEST, KAGGLE_TRAIN, OPENML, Layout
from tests.model_training.readers.tables import DIGITS, csv

Damage = Callable[[list[str]], list[str]]


@pytest.mark.parametrize("layout", [KAGGLE_TRAIN, KAGGLE_TEST, OPENML], ids=lambda layout: layout.owner)
def test_each_layout_is_known_by_its_head(layout: Layout) -> None:
    dataset = parse_csv(csv(layout), "digits.csv")
    assert np.array_equal(dataset.frames, DIGITS.frames)
    if layout.label is None:
        assert dataset.labels is None
        with pytest.raises(DataError, match=r"digits\.csv has no labels"):
            dataset.digits()
    else:
        assert np.array_equal(dataset.digits().labels, DIGITS.labels)


def test_quotes_carriage_returns_points_and_blanks_do_not_matter() -> None:
    head, first, *others = csv(OPENML).decode().splitlines()
    quoted = ",".join(f'"{name}"' for name in head.split(","))
    pointed = ", ".join(f"{cell}.0" for cell in first.split(","))
    text = "\r\n".join([quoted, pointed, *(row[:-1] + f"'{row[-1]}'" for row in others), "", ""])
    dataset = parse_csv(b"\xef\xbb\xbf" + text.encode(), "digits.csv")
    assert np.array_equal(dataset.frames, DIGITS.frames)
    assert np.array_equal(dataset.digits().labels, DIGITS.labels)


def cell(line: int, column: int, value: str) -> Damage:
    """What replaces a cell; both count from 1, as in the error."""

    def damage(lines: list[str]) -> list[str]:
        cells = lines[line - 1].split(",")
        cells[column - 1] = value
        return [*lines[: line - 1], ",".join(cells), *lines[line:]]

    return damage


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda _: [], "digits.csv is empty"),
        (lambda lines: lines[:1], "digits.csv has no row"),
        (lambda lines: lines[1:], "line 1: column 1 is '0', and 'label' in Kaggle's train.csv"),
        (cell(1, 3, "pixel2"), "line 1: column 3 is 'pixel2', and 'pixel1' in Kaggle's train.csv"),
        (lambda lines: [line.rpartition(",")[0] for line in lines], "784 columns, and 785 in Kaggle's train.csv"),
        (lambda lines: [*lines[:4], lines[4] + ",1", *lines[5:]], "line 5: 786 columns, not 785"),
        (lambda lines: [*lines[:4], lines[4] + ",1", lines[5].rpartition(",")[0]], "line 5: 786 columns, not 785"),
        (lambda lines: [*lines[:4], "", *lines[4:]], "line 5: 1 columns, not 785"),
        (cell(3, 4, "256"), "line 3, column 4: '256' is no whole number from 0 to 255"),
        (cell(3, 4, "-1"), "line 3, column 4: '-1' is no whole number from 0 to 255"),
        (cell(3, 4, "1.5"), "line 3, column 4: '1.5' is no whole number from 0 to 255"),
        (cell(3, 4, "nan"), "line 3, column 4: 'nan' is no whole number from 0 to 255"),
        (cell(3, 4, ""), "line 3, column 4: '' is no whole number from 0 to 255"),
        (cell(3, 4, "ink"), "line 3, column 4: 'ink' is no whole number from 0 to 255"),
        (cell(7, 1, "10"), "line 7, column 1: '10' is no whole number from 0 to 9"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(damage: Damage, reason: str) -> None:
    text = "\n".join(damage(csv(KAGGLE_TRAIN).decode().splitlines()))
    with pytest.raises(DataError) as error:
        parse_csv(text.encode(), "digits.csv")
    assert str(error.value).startswith("digits.csv")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)
