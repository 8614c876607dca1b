"""The report on numbers: a Markdown page with the misread lines as pictures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backend.recognition.card import LineCard, NumberPolicy
from model_training.atomic import write_atomically
from model_training.history import read_history
from model_training.number_scores import MeasuredNumbers, ReadLine, pair
from model_training.peers import picture
from model_training.plots import Lines, plot_curves, plot_lines
from model_training.table import NUMBERS_HEAD, markdown, number_rows

_MISREAD = "numbers-misread.png"
_SHOWN = 24  # misread lines of each set

_HOW_TO_READ = """\
Exact: every digit of a line is right, and none is read that is not there. Digit errors: edit distance by the number \
of digits written. Coverage: the share accepted without a look; risk: the share wrong of those. Lines counted: the \
share of pictures or drawings in which as many lines were found as there are. Time: the mean for a line, ours on one \
thread, others as they come. Nothing was chosen by the sets whose role is test; calibration and limits were \
chosen with other numbers made of the digits of the validation sets; the development sets were looked at while the \
image path was built. The figures of the last two flatter."""

_METHOD = """\
A line becomes a strip of 32 rows, level and of one size. A convolutional network says for every two columns of it \
what stands there, a digit, something else or nothing, and was trained with CTC (Graves et al. 2006) on lines made \
up anew in each epoch. What it says is a lattice of all texts; the most probable one that satisfies the constraints \
is found in it by dynamic programming. Strokes are also grouped by their places, each group of neighbours is shown \
to the digit model, and the groups make a lattice of the same kind: of the texts that either way takes for the best, \
the one is read that both together find most probable. The rows of the table that read strokes with one of the two \
alone show what each adds. For pictures, over-segmentation at thin places of the ink with the digit model came first \
(commit 521a886, same sets and seeds: 65.60 % of the MNIST strings, 33.25 % of the amounts, measured there by the \
same command); the network replaced it. A picture of one line that was cut out of a form and is not clear is looked \
at twice, with ink told from print by how dark each of them is everywhere, and by contrast alone: the text is read \
that both looks together find most probable."""


def write_number_report(
    card: LineCard, measured: Sequence[MeasuredNumbers], skipped: Sequence[str], ours: str, folder: Path
) -> None:
    """Writes `numbers.md` and its pictures; `folder` holds `numbers-history.csv`. `ours` is the service's reader.

    Of sets without a credit no line is shown. Raises OSError, and RunError as `read_history`.
    """
    plot_curves(read_history(folder / "numbers-history.csv"), "CTC", "Lines", folder / "numbers-curves.svg")
    shown = [row for row in measured if row.reader == ours and row.numbers.credit]
    if shown:
        plot_lines([_misread(row) for row in shown], folder / _MISREAD)
    write_atomically(folder / "numbers.md", _page(card, measured, skipped, shown).encode())


def _page(
    card: LineCard, measured: Sequence[MeasuredNumbers], skipped: Sequence[str], shown: Sequence[MeasuredNumbers]
) -> str:
    training = card.training
    sections = [
        f"# Inkdigit's network for lines {card.version}",
        "Made by `python -m model_training evaluate --suite numbers`, other readers of text beside it with `--peers`; "
        "every figure comes from the exported files, as the service runs them, but for two of an older commit below.",
        markdown(NUMBERS_HEAD, number_rows(measured)),
        _HOW_TO_READ,
        *(f"Skipped: {line}." for line in skipped),
        f"## How numbers are read\n\n{_METHOD}",
        f"{training.parameters:,} parameters, {card.size_bytes / 1000:,.0f} kB, weights in half precision. Trained on: "
        f"{training.data}. Chosen on: {training.validation} (epoch {training.best_epoch} of "
        f"{training.config['epochs']}). Temperature {card.temperature:.3f}. Code: `{training.commit}`.",
        f"## What is accepted\n\n{_policy('with a pen', card.numbers.strokes)}\n\n"
        f"{_policy('on a picture', card.numbers.pictures)}",
        "## How the training went\n\n![loss and errors of each epoch](numbers-curves.svg)\n\nEach epoch's numbers: "
        "[numbers-history.csv](numbers-history.csv). Errors are those of the best symbol at each step, without a "
        "search; many validation lines are worn until people, too, can hardly read them.",
        *([_pictures(shown)] if shown else []),
    ]
    return "\n\n".join(sections) + "\n"


def _pictures(shown: Sequence[MeasuredNumbers]) -> str:
    owners = sorted({row.numbers.credit for row in shown})
    return (
        f"## Misread lines\n\n![misread lines]({_MISREAD})\n\nWhat is written, then what was read; red where that "
        f"would have been accepted. Sets whose pictures may not be passed on are not among them. These are of "
        f"{'; '.join(owners)}."
    )


def _policy(how: str, policy: NumberPolicy) -> str:
    """The rule in words, with what it promises."""
    return (
        f"A number written {how} is accepted where the whole of it is at least {policy.min_probability:.2%} probable "
        f"and nothing else speaks against it. The limit was chosen on {policy.data} (n = {policy.n:,}): "
        f"{policy.coverage:.2%} of them are accepted, {policy.risk:.2%} of those are wrong; with "
        f"{policy.confidence:.0%} confidence no more than {policy.risk_bound:.2%} of other numbers like them that are "
        "accepted are."
    )


def _misread(row: MeasuredNumbers) -> Lines:
    """The first misread of a set, in its order."""
    wrong = [
        (ink, written[0], line)
        for ink, written, found in zip(row.numbers.inks, row.numbers.lines, row.found, strict=True)
        for _, line in pair(written, found)
        if line.text != written[0]
    ]
    chosen = wrong[:_SHOWN]
    title = f"{row.numbers.name}: {len(wrong):,} misread of {row.scores.n:,}"
    if len(wrong) > len(chosen):
        title += f", the first {len(chosen)}"
    return Lines(
        title,
        [picture(ink) for ink, _, _ in chosen],
        [_caption(written, line) for _, written, line in chosen],
        np.array([line.accepted for _, _, line in chosen], np.bool_),
    )


def _caption(written: str, line: ReadLine) -> str:
    return f"{written} read {line.text or 'nothing'}"
