"""Which pixels tell the digits apart, four ways, and what the network looks at."""

import numpy as np
from numpy.typing import NDArray

from model_training.explore.cache import Arrays
from model_training.explore.importance import (
    CELL,
    LEVELS,
    forest_importance,
    grow_forest,
    mutual_information,
    of_network,
    permutation_importance,
)
from model_training.explore.panels import Panel, plot_panels
from model_training.explore.study import Chapter, Study
from model_training.metrics import DIGITS
from model_training.mnist import Digits

_SEED = 2

_SLOW_READING = (
    "Bright pixels tell most. One pixel's information is at most log2(10) = 3.32 bits; the forest shares its importance "
    f"out among pixels that say the same, so it is also shown by how much worse it reads when {CELL} x {CELL} pixels are "
    "shuffled; the network's are the log-odds that hang on a pixel, of ink or of paper."
)


def importance_chapter(study: Study) -> Chapter:
    """Four maps of all digits, and the network's of each."""
    (information,) = study.cache.kept(_information, study.learned.frames, study.learned.labels)
    grown, shuffled = forest_parts(study.learned, study.sizes.forest, study.sizes.permuted)
    forest, permuted = study.cache.kept(
        _forest, grown.frames, grown.labels, shuffled.frames, shuffled.labels, study.sizes.trees
    )
    asked = some_of_each(study.tested if len(study.tested) else study.learned, study.sizes.asked)
    network, of_each = _ask(study, asked)
    panels = (
        Panel("mutual information", information, "bits"),
        Panel("forest, impurity", 100 * forest, "%"),
        Panel(f"forest, {CELL} x {CELL} shuffled", permuted, "log loss", signed=False),
        Panel("network, saliency", network, "log-odds"),
    )
    plot_panels(panels, 4, study.path("importance.png"), bars=True)
    signed = [Panel(f"for {digit}", of_each[digit], colours="RdBu", signed=True) for digit in DIGITS]
    plot_panels(signed, 10, study.path("network.png"), bars=False)
    sizes = (
        f"Information in {LEVELS} grey levels of {len(study.learned):,} images; a forest of {study.sizes.trees} trees on "
        f"{len(grown):,}, spoilt on {len(shuffled):,} others; the network by `backend.recognition.saliency` on "
        f"{len(asked):,}."
    )
    return Chapter(
        text=(sizes,),
        figures=(
            study.figure("Pixels that matter", "importance.png", _SLOW_READING, len(study.learned)),
            study.figure(
                "What the network looks at",
                "network.png",
                "Blue is where what usually stands there, ink or paper, speaks for the digit, red where against it.",
                len(asked),
            ),
        ),
    )


def _ask(study: Study, asked: Digits) -> Arrays:
    """What the network says, kept by its checksum."""

    def of_this(frames: NDArray[np.uint8], labels: NDArray[np.uint8]) -> Arrays:
        return of_network(study.classifier, Digits(frames, labels))

    return study.cache.kept(of_this, asked.frames, asked.labels, model=study.classifier.card.sha256)


def _information(frames: NDArray[np.uint8], labels: NDArray[np.uint8]) -> Arrays:
    return (mutual_information(Digits(frames, labels)),)


def _forest(
    frames: NDArray[np.uint8],
    labels: NDArray[np.uint8],
    others: NDArray[np.uint8],
    other_labels: NDArray[np.uint8],
    trees: int,
) -> Arrays:
    forest = grow_forest(Digits(frames, labels), trees, _SEED)
    return forest_importance(forest), permutation_importance(forest, Digits(others, other_labels), _SEED)


def forest_parts(digits: Digits, grown: int, shuffled: int) -> tuple[Digits, Digits]:
    """So many at random to grow a forest of, and others to try it on: at most half of what there is."""
    order = np.random.default_rng(_SEED).permutation(len(digits))
    tried = min(shuffled, len(digits) // 2)
    return digits.take(order[tried : tried + grown]), digits.take(order[:tried])


def some_of_each(digits: Digits, each: int) -> Digits:
    """The first so many of each digit."""
    return digits.take(np.concatenate([np.flatnonzero(digits.labels == digit)[:each] for digit in DIGITS]))
