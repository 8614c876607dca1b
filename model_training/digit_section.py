"""The report's section on single digits, with its pictures."""

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import ModelCard, Policy, QuickNetwork
from model_training.answers import NOTHING, answers
from model_training.calibration import Reliability, reliability
from model_training.chapters import DIGITS
from model_training.history import read_history
from model_training.measure import Measured, MeasuredDigits, MeasuredOthers
from model_training.metrics import Scores, risk_by_coverage
from model_training.plots import (
    Curve,
    Strip,
    plot_confusion,
    plot_curves,
    plot_reliability,
    plot_risk_by_coverage,
    plot_strips,
)
from model_training.section import Figure, Section, Table
from model_training.suite import FRAMES, STROKES
from model_training.table import HEAD, Row, rows

_WORST = 10  # misread frames shown of each set; of the first all are

_LINES = """\
Of a doubtful digit at the edge of a small picture, cut out of other writing, the network for lines is asked, too, for \
the one digit in it: what both together find most probable is answered, and stays for review."""

_ROLES = """\
Nothing was chosen by the sets whose role is test. Epoch, temperature and policy were chosen by the validation sets, \
among others; image path and made-up non-digits were worked on while looking at the development sets: the figures of \
both flatter."""

_HOW_TO_READ = """\
ECE is the expected calibration error over 15 bins; coverage the share accepted, the rest is for a person to look at; \
risk the share misread of those accepted; AUROC how probably a digit of MNIST's test set, as a picture, is trusted \
more than what is in this set; what is not alone is trusted least. Of sets without digits nothing should be accepted. \
The interval over all corruptions counts each digit once."""


def write_digit_section(card: ModelCard, measured: Measured, folder: Path) -> None:
    """Writes the section and its pictures; `folder` holds `history.csv`.

    The first set is shown in full. Of sets without a credit no frame is shown. Raises OSError, and RunError as
    `read_history`.
    """
    history = read_history(folder / "history.csv")
    folder.mkdir(parents=True, exist_ok=True)
    main, *rest = measured.digits
    calibrated = _calibrated(measured)
    plot_curves(history, "label-smoothed cross-entropy", "Images", folder / "curves.svg")
    plot_confusion(main.scores.confusion, folder / "confusion.svg")
    plot_reliability({row.inks.name: _reliability(row) for row in calibrated}, folder / "reliability.svg")
    plot_risk_by_coverage([_curve(row) for row in measured.digits], folder / "risk.svg")
    plot_strips([_strip(main, main.scores.n)], folder / "misread.png")
    plot_strips([_strip(row, _WORST) for row in rest if row.inks.credit], folder / "worst.png")
    _section(card, measured).write(folder)


def _section(card: ModelCard, measured: Measured) -> Section:
    main = measured.digits[0].scores
    return Section(
        DIGITS.name,
        f"{DIGITS.title}: model {card.version}",
        text=_text(card, measured),
        figures=(_risk(measured), _training(card), *_misreadings(measured), _probabilities(measured)),
        tables=(
            Table("Every set", HEAD, tuple(rows(measured)), _HOW_TO_READ, _inks(measured), DIGITS.command),
            _digits(main),
            _mistakes(measured),
        ),
    )


def _text(card: ModelCard, measured: Measured) -> tuple[str, ...]:
    training = card.training
    return (
        "Every figure comes from the exported files, as the service runs them.",
        f"{training.parameters:,} parameters, {card.size_bytes / 1000:,.0f} kB. Trained on: {training.data}. "
        f"Chosen on: {training.validation}. Temperature {card.temperature:.3f}. Code: `{training.commit}`.",
        _policy(card.policy),
        *map(_quick, card.cascade),
        _LINES,
        _ROLES,
        *(f"Skipped: {line}." for line in measured.skipped),
    )


def _quick(network: QuickNetwork) -> str:
    training = network.training
    return (
        f"A quick network of {training.parameters:,} parameters, {network.precision}, looks first, and where it is at "
        f"least {network.certainty:.4%} sure the large one is not asked: of {network.n:,} digits ({network.data}) it "
        f"answers {network.share:.1%} alone, and {network.changed:.3%} of these otherwise than the large one would; of "
        f"{network.others:,} made-up inks that are no digit it lets {network.let_through:.3%} through. "
        f"Such a frame takes {network.latency_ratio} of the plain network's time. "
        f"Code: `{training.commit}`."
    )


def _risk(measured: Measured) -> Figure:
    n = sum(row.scores.n for row in measured.digits)
    reading = (
        "To the right more is accepted, the most trusted first: the lower a line, the better trust parts right from "
        "wrong; a dot is where the policy of the model stands."
    )
    return Figure("What is wrong of what is accepted", "risk.svg", reading, n, DIGITS.command)


def _training(card: ModelCard) -> Figure:
    training = card.training
    reading = (
        f"Lower is better; training images are augmented, so they are harder than those of validation (n), of whose "
        f"epochs the most accurate was taken, {training.best_epoch} of {training.config['epochs']}."
    )
    return Figure("How the training went", "curves.svg", reading, card.policy.n, DIGITS.command)


def _misreadings(measured: Measured) -> tuple[Figure, ...]:
    main, *rest = measured.digits
    n, command = main.scores.n, DIGITS.command
    owners = sorted({row.inks.credit for row in rest if row.inks.credit})
    confusion = (
        "What is right stands on the diagonal; the redder a field, the more often its row was read as its column."
    )
    captions = "Above each what is written, what was read and how surely; red where that would have been accepted."
    others = f"Likewise, the surest first; what may not be passed on is left out, these are of {'; '.join(owners)}."
    return (
        Figure("What is taken for what in the first set", "confusion.svg", confusion, n, command),
        Figure(f"The {n - main.scores.right:,} misread of its {n:,}", "misread.png", captions, n, command),
        Figure(
            "Misread of other sets", "worst.png", others, sum(row.scores.n for row in rest if row.inks.credit), command
        ),
    )


def _probabilities(measured: Measured) -> Figure:
    n = sum(row.scores.n for row in _calibrated(measured))
    reading = (
        "On the dotted line probabilities mean what they say, below it the model is too sure; numbers count answers."
    )
    return Figure("Whether probabilities mean what they say", "reliability.svg", reading, n, DIGITS.command)


def _calibrated(measured: Measured) -> list[MeasuredDigits]:
    return [row for row in measured.digits if row.inks.name in (FRAMES, STROKES)]


def _inks(measured: Measured) -> int:
    """How many were read, those of all corruptions together counted once."""
    return sum(row.scores.n for row in measured.digits) + sum(row.acceptance.n for row in measured.others)


def _policy(policy: Policy) -> str:
    """The rule in words, with what it promises."""
    return (
        f"An answer is accepted where its digit is at least {policy.min_probability:.2%} probable, no digit at most "
        f"{policy.max_not_a_digit:.2%} and several digits at most {policy.max_several_digits:.2%}, where the ink is "
        "not faint, where no other writing of its size lies beside it and, on a small picture, no more than half as "
        "much ink as it has; else a person should look. The limits were chosen "
        f"on {policy.data} (n = {policy.n:,}): {policy.coverage:.2%} of them are accepted, {policy.risk:.2%} of those "
        f"misread; with {policy.confidence:.0%} confidence no more than {policy.risk_bound:.2%} are of other digits "
        "like them that are accepted."
    )


def _digits(scores: Scores) -> Table:
    head = ("digit", "n", "precision", "recall", "F1")
    cells = tuple(
        (str(d.digit), f"{d.n:,}", f"{d.precision:.2%}", f"{d.recall:.2%}", f"{d.f1:.2%}") for d in scores.digits
    )
    reading = "Precision is the share right of what was read so, recall the share read so of what was written so."
    return Table("Each digit of the first set", head, cells, reading, scores.n, DIGITS.command)


def _mistakes(measured: Measured) -> Table:
    """The commonest mistakes of each set; of sets without digits those that are accepted."""
    cells = [_mistakes_row(row, row.wrong) for row in measured.digits]
    cells += [_mistakes_row(row, row.readings.accepted) for row in measured.others]
    reading = "How often what was written was read as what, the commonest first; accepted are the mistakes nobody sees."
    head = ("data", "mistakes", "accepted", "commonest")
    return Table("What is most often taken for what", head, tuple(cells), reading, _inks(measured), DIGITS.command)


def _mistakes_row(row: MeasuredDigits | MeasuredOthers, chosen: NDArray[np.bool_]) -> Row:
    read_as = answers(row.readings.probabilities)[chosen]
    pairs = Counter(zip(row.inks.labels[chosen].tolist(), read_as.tolist(), strict=True))
    commonest = ", ".join(f"{_caption(*pair)} ({n})" for pair, n in pairs.most_common(5))
    return row.inks.name, f"{chosen.sum():,}", f"{(chosen & row.readings.accepted).sum():,}", commonest or "none"


def _caption(label: object, answer: int) -> str:
    return f"{label} read {'nothing' if answer == NOTHING else answer}".strip()


def _reliability(row: MeasuredDigits) -> Reliability:
    return reliability(row.readings.probabilities, row.inks.labels)


def _curve(row: MeasuredDigits) -> Curve:
    coverage, risk = risk_by_coverage(row.readings.trust, row.wrong)
    return Curve(row.inks.name, coverage, risk, (row.acceptance.coverage, row.acceptance.risk))


def _strip(row: MeasuredDigits, most: int) -> Strip:
    """The set's surest misreadings, surest first."""
    confidence = row.readings.probabilities.max(axis=1)
    misread = np.flatnonzero(row.wrong)
    chosen = misread[np.argsort(-confidence[misread], kind="stable")][:most]
    read_as = answers(row.readings.probabilities)
    captions = [f"{_caption(row.inks.labels[i], int(read_as[i]))}\n{confidence[i]:.0%}" for i in chosen]
    title = f"{row.inks.name}: {len(misread):,} misread of {row.scores.n:,}"
    return Strip(title, row.readings.frames[chosen], captions, row.readings.accepted[chosen])
