"""All topics, one after the other, and the section of the report that they make."""

from collections.abc import Callable

import numpy as np
from tqdm import tqdm

from model_training.chapters import DATA
from model_training.errors import DataError, RunError
from model_training.explore.class_figures import class_chapter
from model_training.explore.doubt_figures import doubt_chapter
from model_training.explore.gradient_figures import gradient_chapter
from model_training.explore.importance_figures import importance_chapter
from model_training.explore.neighbour_figures import neighbour_chapter
from model_training.explore.pixel_figures import pixel_chapter
from model_training.explore.plane_figures import plane_chapter
from model_training.explore.study import FOLDER, Chapter, Study
from model_training.mnist import Digits
from model_training.section import Section

CHAPTERS: tuple[Callable[[Study], Chapter], ...] = (
    class_chapter,
    pixel_chapter,
    importance_chapter,
    gradient_chapter,
    plane_chapter,
    neighbour_chapter,
    doubt_chapter,
)

LEAST = 100
"""Images to learn from; of fewer, neighbours, maps and forests tell nothing."""

_SEED = 0


def some(digits: Digits, most: int) -> Digits:
    """At most so many, drawn at random, in their order: all of them where there are no more."""
    order = np.random.default_rng(_SEED).permutation(len(digits))[:most]
    return digits.take(np.sort(order))


def explore(study: Study, source: str) -> Section:
    """Draws each chapter's pictures and writes the section "data". What was drawn before a Ctrl-C stays; what took
    long is kept in the cache, so that the same command goes on from there.

    Raises RunError where the report cannot be written, and DataError where the cache cannot, or of fewer than LEAST.
    """
    if len(study.learned) < LEAST:
        raise DataError(f"{source} has {len(study.learned)} images to learn from: at least {LEAST} tell something")
    try:
        study.path("").mkdir(parents=True, exist_ok=True)
        chapters = [chapter(study) for chapter in tqdm(CHAPTERS, desc="explore", unit="chapters", leave=False)]
        section = _section(study, source, chapters)
        section.write(study.report)
    except OSError as error:
        raise RunError(f"the report in {study.report / FOLDER} cannot be written: {error.strerror}") from error
    return section


def _section(study: Study, source: str, chapters: list[Chapter]) -> Section:
    opening = f"{len(study.learned):,} images to learn from and {len(study.tested):,} to test by, of {source}."
    return Section(
        name=DATA.name,
        title=DATA.title,
        text=(opening, *(words for chapter in chapters for words in chapter.text)),
        figures=tuple(figure for chapter in chapters for figure in chapter.figures),
        tables=tuple(table for chapter in chapters for table in chapter.tables),
    )
