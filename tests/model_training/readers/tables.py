"""Small tables of digits as OpenML and Kaggle write them."""

import numpy as np

from model_training.mnist import Digits
from model_training.readers.layout import Layout
from tests.model_training.digits import small_digits

DIGITS = small_digits(12)


def rows(layout: Layout, digits: Digits = DIGITS) -> list[str]:
    """A line a digit."""
    cells = digits.frames.reshape(len(digits), -1).astype(np.int64)
    if layout.label is not None:
        cells = np.insert(cells, layout.label, digits.labels, axis=1)
    return [",".join(map(str, row)) for row in cells.tolist()]


def csv(layout: Layout, digits: Digits = DIGITS) -> bytes:
    return "\n".join([",".join(layout.names), *rows(layout, digits), ""]).encode()


def arff(layout: Layout, digits: Digits = DIGITS) -> bytes:
    head = [f"@ATTRIBUTE {name} real" for name in layout.names[:-1]]
    head += [f"@ATTRIBUTE {layout.names[-1]} {{0,1,2,3,4,5,6,7,8,9}}", "", "@DATA"]
    return "\n".join(["% Some words", "@RELATION mnist_784", "", *head, *rows(layout, digits), ""]).encode()
