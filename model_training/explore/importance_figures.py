"""Which pixels tell the digits apart, four ways, and what the network looks at."""

from functools import partial

import numpy as np

from backend.recognition.saliency import explain
from model_training.explore.importance import CELL, LEVELS, mutual_information, to_forest, to_network
from model_training.explore.panels import Panel, plot_panels
from model_training.explore.study import Chapter, Study
from model_training.metrics import DIGITS
from model_training.mnist import Digits

_SEED = 2

_READING = (
    "Bright pixels tell most. One pixel's information is at most log2(10) = 3.32 bits; the forest shares its "
    f"importance out among pixels that say the same, so it is also shown by how much worse it reads when {CELL} x "
    f"{CELL} pixels are shuffled; the network's are the log-odds that hang on a pixel, of ink or of paper."
)

_TITLES = (
    ("mutual information", "bits"),
    ("forest, impurity", "%"),
    (f"forest, {CELL} x {CELL} shuffled", "log loss"),
    ("network, saliency", "log-odds"),
)


def importance_chapter(study: Study) -> Chapter:
    """Four maps of all digits, and the network's of each."""
    sizes, learned = study.sizes, study.learned
    (information,) = study.cache.kept(mutual_information, learned.frames, learned.labels)
    drawn, tried = for_forest(learned, sizes.forest, sizes.permuted)
    forest, spoilt = study.cache.kept(to_forest, drawn.frames, drawn.labels, tried, sizes.trees, _SEED)
    asked = some_of_each(study.asked, sizes.asked)
    ask, model = partial(to_network, study.classifier), study.classifier.card.sha256
    network, of_each = study.cache.kept(ask, asked.frames, asked.labels, model=model, also=(explain,))
    maps = (information, 100 * forest, spoilt, network)
    panels = [Panel(title, one, unit) for (title, unit), one in zip(_TITLES, maps, strict=True)]
    plot_panels(panels, 4, study.path("importance.png"), bars=True)
    signed = [Panel(f"for {digit}", of_each[digit], colours="RdBu", signed=True) for digit in DIGITS]
    plot_panels(signed, 10, study.path("network.png"), bars=False)
    told = (
        f"Information in {LEVELS} grey levels of {len(learned):,} images; a forest of {sizes.trees} trees on "
        f"{len(drawn) - tried:,}, spoilt on {tried:,} others; the network by `backend.recognition.saliency` on "
        f"{len(asked):,}."
    )
    return Chapter(
        text=(told,),
        figures=(
            study.figure("Pixels that matter", "importance.png", _READING, len(learned)),
            study.figure(
                "What the network looks at",
                "network.png",
                "Blue is where what usually stands there, ink or paper, speaks for the digit, red where against "
                "it, each in its own scale.",
                len(asked),
            ),
        ),
    )


def for_forest(digits: Digits, grown: int, tried: int) -> tuple[Digits, int]:
    """At random, the first for trying a forest on, at most half of what there is, and how many those are; the others
    for growing it."""
    order, tried = np.random.default_rng(_SEED).permutation(len(digits)), min(tried, len(digits) // 2)
    return digits.take(order[: tried + grown]), tried


def some_of_each(digits: Digits, each: int) -> Digits:
    """The first so many of each digit."""
    return digits.take(np.concatenate([np.flatnonzero(digits.labels == digit)[:each] for digit in DIGITS]))
