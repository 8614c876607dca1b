"""Labels that confident learning doubts, and how well it finds labels that are known to be wrong."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from model_training.explore.doubt import Found, Probabilities, by_neighbours, by_network, doubtful, mislabel, score
from model_training.explore.known_errors import CREDIT, known_errors
from model_training.explore.neighbour_figures import near
from model_training.explore.study import Chapter, Study
from model_training.mnist import Digits
from model_training.plots import Strip, plot_strips
from model_training.readers.canon import is_split

INJECTED = 0.01
"""The share of labels that are made wrong, to see how many of them are found."""

_SHOWN, _SEED = 20, 4

_HEAD = ("labels", "judged by", "n", "doubted", "known wrong found", "of 1 % made wrong found", "precision")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubted of a set, the most doubtful first, and how well wrong labels are found in it."""

    name: str
    judge: str
    digits: Digits
    probabilities: Probabilities
    suspects: NDArray[np.intp]
    known: Found | None
    injected: Found


def doubt_chapter(study: Study) -> Chapter:
    """Both sets by neighbours, the test set by the network, too."""
    found = [_learned(study)]
    if len(study.tested):
        found += _tested(study)
    shown = [found[0], found[-1]] if len(found) > 1 else found
    known = known_errors() if any(doubts.known for doubts in found) else np.zeros(0, np.intp)
    strips = [_strip(doubts, known if doubts.known else known[:0]) for doubts in shown]
    plot_strips(strips, study.path("doubtful.png"))
    n = len(study.learned) + len(study.tested)
    return Chapter(
        text=_words(found),
        figures=(
            study.figure(
                "The most doubtful labels",
                "doubtful.png",
                "Captions say the label, and the digit that the image is taken for: some are wrong, the others hardly "
                f"legible; red are those that people found wrong, too ({CREDIT}).",
                n,
            ),
        ),
        tables=(
            study.table(
                "Wrong labels found",
                _HEAD,
                [_row(doubts) for doubts in found],
                "Labels made wrong on purpose say which share of real errors to expect among the doubted; precision is "
                "the share of those then doubted that were made wrong: at least, for real errors count against it.",
                n,
            ),
        ),
    )


def _learned(study: Study) -> Doubts:
    indices, distances = near(study, tested=False)
    labels = study.learned.labels
    wrong, chosen = mislabel(labels, INJECTED, _SEED)
    suspects = doubtful(by_neighbours(indices, distances, wrong), wrong)
    given = by_neighbours(indices, distances, labels)
    return Doubts(
        "to learn from",
        "its neighbours, itself left out",
        study.learned,
        given,
        doubtful(given, labels),
        None,
        score(suspects, chosen),
    )


def _tested(study: Study) -> list[Doubts]:
    """By the neighbours to learn from, and by the network."""
    indices, distances = near(study, tested=True)
    neighbours = by_neighbours(indices, distances, study.learned.labels)
    ask, model = partial(by_network, study.classifier), study.classifier.card.sha256
    (network,) = study.cache.kept(ask, study.tested.frames, model=model)
    return [_judged(study.tested, "its neighbours", neighbours), _judged(study.tested, "the shipped network", network)]


def _judged(digits: Digits, judge: str, probabilities: Probabilities) -> Doubts:
    """Doubts of digits that the judge did not learn from."""
    wrong, chosen = mislabel(digits.labels, INJECTED, _SEED)
    suspects = doubtful(probabilities, digits.labels)
    known = score(suspects, known_errors()) if is_split("t10k", digits) else None
    injected = score(doubtful(probabilities, wrong), chosen)
    return Doubts("to test by", judge, digits, probabilities, suspects, known, injected)


def _row(doubts: Doubts) -> tuple[str, ...]:
    known, injected = doubts.known, doubts.injected
    return (
        doubts.name,
        doubts.judge,
        f"{len(doubts.digits):,}",
        f"{len(doubts.suspects):,}",
        f"{known.found} of {known.wrong}" if known else "–",
        f"{injected.found:,} of {injected.wrong:,} ({injected.recall:.1%})",
        f"{injected.precision:.1%}",
    )


def _words(found: list[Doubts]) -> tuple[str, ...]:
    known = [doubts for doubts in found if doubts.known]
    if not known:
        return ()
    told = "; ".join(
        f"judged by {doubts.judge}, {doubts.known.found} of them are among the {doubts.known.suspects:,} doubted"
        for doubts in known
        if doubts.known
    )
    return (f"People found {len(known_errors())} labels of MNIST's test set wrong ({CREDIT}): {told}.",)


def _strip(doubts: Doubts, known: NDArray[np.intp]) -> Strip:
    chosen = doubts.suspects[:_SHOWN]
    taken = doubts.probabilities[chosen].argmax(axis=1)
    captions = [
        f"{label}, or {digit}?\nnumber {place:,}"
        for label, digit, place in zip(doubts.digits.labels[chosen], taken, chosen, strict=True)
    ]
    title = f"{doubts.name}, by {doubts.judge}: {len(doubts.suspects):,} doubted of {len(doubts.digits):,}"
    return Strip(title, doubts.digits.frames[chosen], captions, np.isin(chosen, known))
