"""What is misread as a section of the report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.recognition.classifier import Classifier
from model_training.chapters import ERRORS
from model_training.misreadings import Misread, Misreading, Pair, explained, worst
from model_training.misreadings_plots import BESIDE, plot_confusions, plot_explained
from model_training.section import Figure, Section, Table

PAIRS = 8
"""Pairs of digits that are shown."""

_FOLDER = "errors"
_HEAD = ("pair", "as they are", "under corruptions", "of these accepted", "mostly under")
_READING = (
    "Red speaks for the digit that was read and blue for the one that was written, ink or paper: taking away red ink, "
    "or adding ink where the paper is red, makes the wrong answer less probable. Captions are red where it would have "
    "been accepted."
)
_MATRICES = (
    "Down is what was written, across what was read. On the left how many, in the middle the share of each digit, on "
    "the right the share of each digit's mistakes alone; only mistakes are coloured."
)


@dataclass(frozen=True, slots=True)
class Look:
    """The network that is asked, whom the digits are of, the report's folder, and the command that asked."""

    classifier: Classifier
    credits: str
    report: Path
    command: str = ERRORS.command


def errors_section(plain: Misread, spoilt: Misread, look: Look) -> Section:
    """Of digits as they are, and the same under corruptions; its pictures in the report's folder. Raises OSError."""
    report, command = look.report, look.command
    (report / _FOLDER).mkdir(parents=True, exist_ok=True)
    for picture in (report / _FOLDER).glob("pair-*.png"):
        picture.unlink()  # another network takes other digits for each other
    plot_confusions(plain.confusion, report / _FOLDER / "plain.svg")
    plot_confusions(spoilt.confusion, report / _FOLDER / "spoilt.svg")
    pairs = [pair for pair, _ in (plain.pairs + spoilt.pairs).most_common(PAIRS)]
    n = plain.n + spoilt.n
    return Section(
        name=ERRORS.name,
        title=ERRORS.title,
        text=_text(plain, spoilt, look.credits),
        figures=(
            Figure("Digits as they are", f"{_FOLDER}/plain.svg", _MATRICES, plain.n, command),
            Figure("The same under corruptions", f"{_FOLDER}/spoilt.svg", _MATRICES, spoilt.n, command),
            *(_figure(pair, plain, spoilt, look) for pair in pairs),
        ),
        tables=(
            Table(
                "What is most often taken for each other",
                _HEAD,
                tuple(_cells(pair, plain, spoilt) for pair in pairs),
                "Each pair counts both ways.",
                n,
                command,
            ),
        ),
    )


def _figure(pair: Pair, plain: Misread, spoilt: Misread, look: Look) -> Figure:
    file = f"{_FOLDER}/pair-{pair[0]}-{pair[1]}.png"
    plot_explained(explained(worst(plain, spoilt, pair, BESIDE), look.classifier), look.report / file)
    return Figure(f"{pair[0]} and {pair[1]}", file, _READING, plain.pairs[pair] + spoilt.pairs[pair], look.command)


def _text(plain: Misread, spoilt: Misread, credits_: str) -> tuple[str, ...]:
    return (
        f"Of {plain.n:,} digits that the training held out, {len(plain.cases):,} are misread as they are, and "
        f"{len(spoilt.cases):,} of {spoilt.n:,} when MNIST's among them are spoilt by one corruption after the other. "
        "Epoch and policy were chosen by these digits, so their figures flatter; the test sets are not looked at "
        "here, as whoever mends what he sees would fit them.",
        f"The surest misreadings of each pair are shown, those of digits as they are first. They are of {credits_}.",
    )


def _cells(pair: Pair, plain: Misread, spoilt: Misread) -> tuple[str, ...]:
    cases = [case for case in (*plain.cases, *spoilt.cases) if case.pair == pair]
    accepted = sum(case.accepted for case in cases)
    counts = (f"{plain.pairs[pair]:,}", f"{spoilt.pairs[pair]:,}", f"{accepted:,}")
    return f"{pair[0]} and {pair[1]}", *counts, _mostly([case for case in spoilt.cases if case.pair == pair])


def _mostly(cases: Sequence[Misreading]) -> str:
    kinds = Counter(case.kind for case in cases).most_common(2)
    return ", ".join(f"{kind} ({count})" for kind, count in kinds) or "–"
