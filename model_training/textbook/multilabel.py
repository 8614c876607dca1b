"""Two labels for each digit, learned at once: whether it is large (7, 8, 9) and whether it is odd."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.neighbors import KNeighborsClassifier

from model_training.chapters import TEXTBOOK
from model_training.comparison.digits import Split
from model_training.comparison.projection import Projection
from model_training.section import Figure, Table
from model_training.textbook.part import PICTURES, Part, share
from model_training.textbook.plots import plot_multilabel

LABELS = ("large", "odd")

_TEXT = (
    "Several labels: 5 nearest neighbours (on the first 50 principal components) say of each digit at once whether it "
    "is large, that is 7, 8 or 9, and whether it is odd. Both are right only where the digits behind them are."
)


def multilabel(split: Split, report: Path) -> Part:
    """Learns both labels from all digits, and measures them on the test."""
    project = Projection.fit(split.learned.frames, components=50, blur=0.0)
    model = KNeighborsClassifier(5, algorithm="brute").fit(
        project(split.learned.frames), labels_of(split.learned.labels)
    )
    truth, found = labels_of(split.test.labels), model.predict(project(split.test.frames))
    plot_multilabel(split.test.labels, found != truth, LABELS, report / PICTURES / "multilabel.svg")
    reading = "How many of each digit get the wrong label: 4 and 9 are alike, but differ in both labels."
    figure = Figure("Wrong labels by digit", f"{PICTURES}/multilabel.svg", reading, len(truth), TEXTBOOK.command)
    return Part(_TEXT, figure, _table(found, truth))


def labels_of(digits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """uint8 (n,) to bool (n, 2), in the order of LABELS."""
    return np.stack([digits >= 7, digits % 2 == 1], axis=1)


def _table(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> Table:
    n, right = len(truth), found == truth
    rows = [
        (name, share(int(right[:, at].sum()), n), f"{f1_score(truth[:, at], found[:, at]):.4f}")
        for at, name in enumerate(LABELS)
    ]
    both = ("both", share(int(right.all(axis=1).sum()), n), f"{f1_score(truth, found, average='macro'):.4f}")
    return Table(
        title="Large, and odd",
        head=("label", "right (95 % interval)", "F1"),
        rows=(*rows, both),
        reading="The F1 of both is the mean of the two.",
        n=n,
        command=TEXTBOOK.command,
    )
