"""The report's section on numbers, with the misread lines as pictures."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from backend.recognition.card import LineCard, NumberPolicy
from model_training.chapters import NUMBERS
from model_training.errors import RunError
from model_training.history import read_history
from model_training.lines.config import LineConfig
from model_training.number_scores import MeasuredNumbers, ReadLine, pair
from model_training.peers import picture
from model_training.plots import Lines, plot_curves, plot_lines
from model_training.section import SECTIONS, Figure, Section, Table
from model_training.table import NUMBERS_HEAD, Row, number_rows

OURS = "inkdigit"
"""The service's reader, by name."""

_CURVES, _MISREAD = "numbers-curves.svg", "numbers-misread.png"
_LONGEST = 16  # digits of a text that are shown beside a picture
_SHOWN = 24  # misread lines of each set

_ROLES = """\
Nothing was chosen by the sets whose role is test; calibration and limits were chosen with other numbers made of the \
digits of the validation sets; the development sets were looked at while the image path was built. The figures of the \
last two flatter."""

_HOW_TO_READ = """\
Exact is the share of lines with every digit right and none read that is not there; digit errors are the edit distance \
by the number of digits written; coverage is the share accepted without a look, risk the share wrong of those; lines \
counted is the share of pictures or drawings in which as many lines were found as there are; the time is the mean for \
a line, ours on one thread. Other readers of text are measured with `--peers`, where installed."""

OTHERS = "Other readers of text"
"""The title of their table, by which it is found again."""

_HOW_TO_READ_OTHERS = """\
As above, of the same sets, each reader as it comes, and all that it reads counts as accepted. Measured on {}; an \
evaluation without `--peers` leaves this table as it is."""

_METHOD = """\
A line becomes a strip of 32 rows, level and of one size. A convolutional network says for every two columns of it \
what stands there, a digit, something else or nothing, and was trained with CTC (Graves et al. 2006) on lines made \
up anew in each epoch. What it says is a lattice of all texts; the most probable one that satisfies the constraints \
is found in it by dynamic programming. Strokes are also grouped by their places, each group of neighbours is shown \
to the digit model, and the groups make a lattice of the same kind: of the texts that either way takes for the best, \
the one is read that both together find most probable. The rows of the table that read strokes with one of the two \
alone show what each adds. For pictures, over-segmentation at thin places of the ink with the digit model came first \
(commit `521a886`, same sets and seeds: 65.60 % of the MNIST strings, 33.25 % of the amounts, measured there by the \
same command); the network replaced it. A picture of one line that was cut out of a form and is not clear is looked \
at twice, with ink told from print by how dark each of them is everywhere, and by contrast alone: the text is read \
that both looks together find most probable."""


def write_number_section(
    card: LineCard,
    measured: Sequence[MeasuredNumbers],
    peers: Collection[str],
    skipped: Sequence[str],
    folder: Path,
) -> None:
    """Writes the section and its pictures; `folder` holds `numbers-history.csv`. `peers` are names of other readers.

    Of sets without a credit no line is shown. Without peers, what the folder's section tells of some stays in it.
    Raises OSError, and RunError as `read_history`.
    """
    plot_curves(read_history(folder / "numbers-history.csv"), "CTC", "Lines", folder / _CURVES)
    shown = [row for row in measured if row.reader == OURS and row.numbers.credit]
    if shown:
        plot_lines([misread_lines(row) for row in shown], folder / _MISREAD)
    lines = sum(row.scores.n for row in measured if row.reader == OURS)
    own = tuple(number_rows([row for row in measured if row.reader not in peers]))
    others = tuple(number_rows([row for row in measured if row.reader in peers]))
    Section(
        NUMBERS.name,
        f"{NUMBERS.title}: network {card.version}",
        text=_text(card, skipped),
        figures=(_training(card), *([_pictures(shown)] if shown else [])),
        tables=(
            Table("Every set", NUMBERS_HEAD, own, _HOW_TO_READ, lines, NUMBERS.command),
            *([_of_others(others, lines)] if peers else _kept(folder)),
        ),
    ).write(folder)


def misread_lines(row: MeasuredNumbers) -> Lines:
    """The first misread of a set, in its order: what was read where nothing is written, too."""
    wrong = [
        (ink, text, line)
        for ink, written, found in zip(row.numbers.inks, row.numbers.lines, row.found, strict=True)
        for text, line in pair(written, found)
        if line.text != text
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


def _of_others(rows: tuple[Row, ...], lines: int) -> Table:
    """With the day, since the table outlasts other evaluations; of so many lines."""
    reading = _HOW_TO_READ_OTHERS.format(f"{datetime.now(UTC):%Y-%m-%d}")
    return Table(OTHERS, NUMBERS_HEAD, rows, reading, lines, f"{NUMBERS.command} --peers")


def _kept(folder: Path) -> tuple[Table, ...]:
    """What an evaluation before found of other readers; nothing where there was none."""
    try:
        section = Section.read(folder / SECTIONS / f"{NUMBERS.name}.json")
    except RunError:
        return ()
    return tuple(table for table in section.tables if table.title == OTHERS)


def _text(card: LineCard, skipped: Sequence[str]) -> tuple[str, ...]:
    training = card.training
    return (
        "Every figure comes from the exported files, as the service runs them, but for two of an older commit below.",
        _METHOD,
        f"{training.parameters:,} parameters, {card.size_bytes / 1000:,.0f} kB, convolutions in int8. Trained on: "
        f"{training.data}. Chosen on: {training.validation}. Temperature {card.temperature:.3f}. Code: "
        f"`{training.commit}`.",
        _policy("with a pen", card.numbers.strokes),
        _policy("on a picture", card.numbers.pictures),
        _ROLES,
        *(f"Skipped: {line}." for line in skipped),
    )


def _training(card: LineCard) -> Figure:
    training = card.training
    lines = LineConfig.of(training).validation_lines
    reading = (
        "Lower is better; errors are those of the best symbol at each step, without a search, and many lines of "
        f"validation (n) are worn until people, too, can hardly read them; epoch {training.best_epoch} of "
        f"{training.config['epochs']} was taken."
    )
    return Figure("How the training for lines went", _CURVES, reading, lines, NUMBERS.command)


def _pictures(shown: Sequence[MeasuredNumbers]) -> Figure:
    owners = sorted({row.numbers.credit for row in shown})
    reading = (
        "Above each what is written, then what was read, red where that would have been accepted; what may not be "
        f"passed on is left out, these are of {'; '.join(owners)}."
    )
    return Figure("Misread lines", _MISREAD, reading, sum(row.scores.n for row in shown), NUMBERS.command)


def _policy(how: str, policy: NumberPolicy) -> str:
    """The rule in words, with what it promises."""
    return (
        f"A number written {how} is accepted where the whole of it is at least {policy.min_probability:.2%} probable "
        f"and nothing else speaks against it. The limit was chosen on {policy.data} (n = {policy.n:,}): "
        f"{policy.coverage:.2%} of them are accepted, {policy.risk:.2%} of those are wrong; with "
        f"{policy.confidence:.0%} confidence no more than {policy.risk_bound:.2%} of other numbers like them that are "
        "accepted are."
    )


def _caption(written: str, line: ReadLine) -> str:
    read = line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]}…"
    return f"{written or 'nothing'} read {read or 'nothing'}"
