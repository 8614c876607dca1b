"""The report as a Markdown page."""

from backend.recognition.card import ModelCard
from model_training.metrics import Scores


def render(card: ModelCard, measured: list[tuple[str, Scores]]) -> str:
    """The page for a model and what was measured of it; the first data set is shown in full."""
    main = measured[0][1]
    training = card.training
    epoch = f"epoch {training.best_epoch} of {training.config['epochs']}"
    sections = [
        f"# Inkdigit's digit model {card.version}",
        "Made by `python -m model_training evaluate`; every figure comes from the exported file, as the service "
        "runs it. Nothing was chosen by these labels.",
        _summary(measured),
        f"{training.parameters:,} parameters, {card.size_bytes / 1000:,.0f} kB. Trained on: {training.data}. "
        f"Chosen on: {training.validation} ({epoch}). Temperature {card.temperature:.3f}. Code: `{training.commit}`.",
        "## How the training went\n\n![loss and errors of each epoch](curves.svg)\n\nEach epoch's numbers: "
        "[history.csv](history.csv). Training images are augmented, so they are harder than validation images.",
        f"## Each digit\n\n{_digits(main)}",
        "## What is taken for what\n\n![confusion matrix](confusion.svg)",
        f"## The {main.n - main.right} misread of {main.n:,}, surest first\n\n![misread images](misread.png)",
        "## Do the probabilities mean what they say?\n\n![reliability diagram](reliability.svg)\n\n"
        f"Expected calibration error over 15 bins: {main.ece:.2%} (n = {main.n:,}).",
    ]
    return "\n\n".join(sections) + "\n"


def _summary(measured: list[tuple[str, Scores]]) -> str:
    rows = [
        f"| {name} | {s.n:,} | {s.accuracy:.2%} | {s.low:.2%} – {s.high:.2%} | {s.top2_accuracy:.2%} "
        f"| {s.loss:.4f} | {s.ece:.2%} |"
        for name, s in measured
    ]
    head = "| data | n | accuracy | 95 % interval | top-2 accuracy | loss | calibration error |"
    return "\n".join([head, "|---|--:|--:|--:|--:|--:|--:|", *rows])


def _digits(scores: Scores) -> str:
    rows = [f"| {d.digit} | {d.n:,} | {d.precision:.2%} | {d.recall:.2%} | {d.f1:.2%} |" for d in scores.digits]
    return "\n".join(["| digit | n | precision | recall | F1 |", "|--:|--:|--:|--:|--:|", *rows])
