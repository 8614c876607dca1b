"""The report: a Markdown page with its pictures."""

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import ModelCard, Policy
from model_training.answers import NOTHING, answers
from model_training.atomic import write_atomically
from model_training.calibration import Reliability, reliability
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
from model_training.suite import FRAMES, STROKES
from model_training.table import HEAD, Row, markdown, rows

_WORST = 10  # misread frames shown of each set; of the first all are

_HOW_TO_READ = """\
ECE: the expected calibration error over 15 bins. Coverage: the share accepted, the rest is for a person to look at. \
Risk: the share misread of those accepted. AUROC: how probably a digit of MNIST's test set, as a picture, is trusted \
more than what is in this set. Of sets without digits nothing should be accepted. The interval over all corruptions \
counts each digit once. Nothing was chosen by the sets whose role is test. Epoch, temperature and policy were chosen \
by the validation sets, among others; image path and made-up non-digits were worked on while looking at the \
development sets: the figures of both flatter."""


def write_report(card: ModelCard, measured: Measured, folder: Path) -> None:
    """Writes the page and its pictures; `folder` holds `history.csv`. Raises OSError, and RunError as `read_history`.

    The first set is shown in full. Of sets without a credit no frame is shown.
    """
    folder.mkdir(parents=True, exist_ok=True)
    main, *rest = measured.digits
    calibrated = {row.inks.name: row for row in measured.digits if row.inks.name in (FRAMES, STROKES)}
    history = read_history(folder / "history.csv")
    plot_curves(history, "label-smoothed cross-entropy", "Images", folder / "curves.svg")
    plot_confusion(main.scores.confusion, folder / "confusion.svg")
    plot_reliability({name: _reliability(row) for name, row in calibrated.items()}, folder / "reliability.svg")
    plot_risk_by_coverage([_curve(row) for row in measured.digits], folder / "risk.svg")
    plot_strips([_strip(main, main.scores.n)], folder / "misread.png")
    plot_strips([_strip(row, _WORST) for row in rest if row.inks.credit], folder / "worst.png")
    write_atomically(folder / "README.md", _page(card, measured).encode())


def _page(card: ModelCard, measured: Measured) -> str:
    main = measured.digits[0].scores
    training = card.training
    epoch = f"epoch {training.best_epoch} of {training.config['epochs']}"
    owners = sorted({row.inks.credit for row in measured.digits if row.inks.credit})
    sections = [
        f"# Inkdigit's digit model {card.version}",
        "Made by `python -m model_training evaluate`; every figure comes from the exported file, as the service "
        "runs it.",
        markdown(HEAD, rows(measured)),
        _HOW_TO_READ,
        *(f"Skipped: {line}." for line in measured.skipped),
        f"{training.parameters:,} parameters, {card.size_bytes / 1000:,.0f} kB. Trained on: {training.data}. "
        f"Chosen on: {training.validation} ({epoch}). Temperature {card.temperature:.3f}. Code: `{training.commit}`.",
        f"## What is accepted\n\n{_policy(card.policy)}\n\n![risk by coverage](risk.svg)",
        "## How the training went\n\n![loss and errors of each epoch](curves.svg)\n\nEach epoch's numbers: "
        "[history.csv](history.csv). Training images are augmented, so they are harder than validation images.",
        f"## Each digit of the first set\n\n{_digits(main)}",
        "## What is taken for what in it\n\n![confusion matrix](confusion.svg)",
        f"## The {main.n - main.right} misread of its {main.n:,}, surest first\n\n![misread images](misread.png)\n\n"
        "Captions are red where the answer would have been accepted.",
        "## The surest misreadings of other sets\n\n![worst misreadings](worst.png)\n\nSets whose pictures may not be "
        f"passed on are not among them. These are of {'; '.join(owners)}.",
        f"## What is most often taken for what\n\n{_mistakes(measured)}",
        "## Do the probabilities mean what they say?\n\n![reliability diagram](reliability.svg)",
    ]
    return "\n\n".join(sections) + "\n"


def _policy(policy: Policy) -> str:
    """The rule in words, with what it promises."""
    return (
        f"An answer is accepted where its digit is at least {policy.min_probability:.2%} probable, no digit at most "
        f"{policy.max_not_a_digit:.2%} and several digits at most {policy.max_several_digits:.2%}, where the ink is "
        "not faint and no other writing of its size lies beside it; else a person should look. The limits were chosen "
        f"on {policy.data} (n = {policy.n:,}): {policy.coverage:.2%} of them are accepted, {policy.risk:.2%} of those "
        f"misread; with {policy.confidence:.0%} confidence no more than {policy.risk_bound:.2%} are of other digits "
        "like them that are accepted. The dots are where the sets stand under it."
    )


def _digits(scores: Scores) -> str:
    table = [(str(d.digit), f"{d.n:,}", f"{d.precision:.2%}", f"{d.recall:.2%}", f"{d.f1:.2%}") for d in scores.digits]
    return markdown(("digit", "n", "precision", "recall", "F1"), table)


def _mistakes(measured: Measured) -> str:
    """The commonest mistakes of each set; of sets without digits those that are accepted."""
    table = [_mistakes_row(row, row.wrong) for row in measured.digits]
    table += [_mistakes_row(row, row.readings.accepted) for row in measured.others]
    return markdown(("data", "mistakes", "accepted", "commonest"), table)


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
