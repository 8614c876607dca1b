"""Labels that confident learning doubts, and how well wrong labels are found."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from model_training.explore.doubt import (
    Probabilities,
    by_neighbours,
    by_network,
    doubtful,
    mislabel,
    read_otherwise,
    score,
)
from model_training.explore.known_errors import CREDIT, known_errors
from model_training.explore.neighbour_figures import near
from model_training.explore.study import Chapter, Study
from model_training.mnist import Digits
from model_training.plots import Strip, plot_strips
from model_training.readers.canon import is_split
from model_training.readings import read

INJECTED = 0.01
"""The share of labels that are made wrong, to see how many of them are found."""

_SHOWN, _SEED = 20, 4

_HEAD = ("labels", "judged by", "rule", "n", "doubted", "known wrong found", "made wrong, found", "precision")

_RULES = {"confident joint": doubtful, "read otherwise": read_otherwise}


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities of digits, (n, 10) out of sample; `spoilt` with a share of the labels made wrong; and the places of
    the labels that people found wrong, where that is known."""

    name: str
    judge: str
    digits: Digits
    probabilities: Probabilities
    spoilt: Probabilities
    known: NDArray[np.intp] | None = None


def doubt_chapter(study: Study) -> Chapter:
    """Both sets by neighbours, the test set by the network, too."""
    judged = [_learned(study), *(_tested(study) if len(study.tested) else ())]
    plot_strips([_strip(one) for one in judged[::2]], study.path("doubtful.png"))  # each set by its best judge
    n = len(study.learned) + len(study.tested)
    return Chapter(
        figures=(
            study.figure(
                "The most doubtful labels",
                "doubtful.png",
                "Captions say the label, the digit that the image is taken for, and its place, from 0: some labels are "
                f"wrong, other digits hardly legible; red are those that people found wrong, too ({CREDIT}).",
                n,
            ),
        ),
        tables=(
            study.table(
                "Wrong labels found",
                _HEAD,
                [_row(one, rule) for one in judged for rule in _RULES],
                f"Known wrong are labels that people found wrong ({CREDIT}); of {INJECTED:.0%} of the labels made "
                "wrong on purpose so many are found, and precision is the share of those then doubted that were made "
                "wrong.",
                n,
            ),
        ),
    )


def _learned(study: Study) -> Judged:
    """By the nearest others, whose labels may be wrong, too."""
    indices, distances = near(study, tested=False)
    labels = study.learned.labels
    wrong, _ = mislabel(labels, INJECTED, _SEED)
    given, spoilt = (by_neighbours(indices, distances, some) for some in (labels, wrong))
    return Judged("to learn from", "its neighbours", study.learned, given, spoilt)


def _tested(study: Study) -> tuple[Judged, ...]:
    """By the nearest to learn from, and by the network, neither of which knows the test labels."""
    indices, distances = near(study, tested=True)
    neighbours = by_neighbours(indices, distances, study.learned.labels)
    ask, model = partial(by_network, study.classifier), study.classifier.card.sha256
    (network,) = study.cache.kept(ask, study.tested.frames, model=model, also=(read,))
    known = known_errors() if is_split("t10k", study.tested) else None
    judges = {"its neighbours": neighbours, "the shipped network": network}
    return tuple(Judged("to test by", judge, study.tested, said, said, known) for judge, said in judges.items())


def _row(judged: Judged, rule: str) -> tuple[str, ...]:
    suspects = _RULES[rule](judged.probabilities, judged.digits.labels)
    wrong, chosen = mislabel(judged.digits.labels, INJECTED, _SEED)
    injected = score(_RULES[rule](judged.spoilt, wrong), chosen)
    known = f"{score(suspects, judged.known).found} of {len(judged.known)}" if judged.known is not None else "–"
    counts = (f"{len(judged.digits):,}", f"{len(suspects):,}", known)
    return (judged.name, judged.judge, rule, *counts, f"{injected.recall:.1%}", f"{injected.precision:.1%}")


def _strip(judged: Judged) -> Strip:
    """The most doubtful; where few are confidently another digit, of those read otherwise."""
    suspects, labels = doubtful(judged.probabilities, judged.digits.labels), judged.digits.labels
    if len(suspects) < _SHOWN:
        suspects = read_otherwise(judged.probabilities, labels)
    chosen = suspects[:_SHOWN]
    taken = judged.probabilities[chosen].argmax(axis=1)
    captions = [
        f"{label}, or {digit}?\nnumber {place:,}"
        for label, digit, place in zip(labels[chosen], taken, chosen, strict=True)
    ]
    title = f"{judged.name}, judged by {judged.judge}: the {len(chosen)} most doubtful of {len(labels):,}"
    known = np.zeros(0, np.intp) if judged.known is None else judged.known
    return Strip(title, judged.digits.frames[chosen], captions, np.isin(chosen, known))
