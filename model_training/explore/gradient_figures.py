"""Which pixels the answer hangs on by the network's own gradients; in words where a model has none."""

from functools import partial

from model_training import section
from model_training.errors import GraphError
from model_training.explore.gradients import STEPS, by_gradients
from model_training.explore.importance_figures import some_of_each
from model_training.explore.panels import Panel, plot_panels
from model_training.explore.study import Chapter, Study
from model_training.metrics import DIGITS
from model_training.unfolded import unfold


def gradient_chapter(study: Study) -> Chapter:
    """Two maps of all digits, and one of each; of the digits that the network is asked about otherwise, too."""
    asked = some_of_each(study.asked, study.sizes.asked)
    ask, model = partial(by_gradients, study.model), study.classifier.card.sha256
    try:
        plain, whole, of_each = study.cache.kept(ask, asked.frames, asked.labels, model=model, also=(unfold,))
    except GraphError as error:
        return Chapter(text=(f"Of the model's own gradients there is no map: {error}.",))
    maps = (Panel("gradient", plain, "logits"), Panel("integrated gradients", whole, "logits"))
    plot_panels(maps, 2, study.path("gradients.png"), bars=True)
    signed = [Panel(f"for {digit}", of_each[digit], colours="RdBu", signed=True) for digit in DIGITS]
    plot_panels(signed, 10, study.path("integrated.png"), bars=False)
    return Chapter(text=(_TOLD,), figures=_figures(study, len(asked)))


_TOLD = (
    "Gradients are those of the label's logit, by ink from 0 to 1: in the image as it is (Simonyan et al. 2013), and "
    f"integrated, that is followed from black paper to the image in {STEPS} steps and multiplied by the ink "
    "(Sundararajan et al. 2017), so that the pixels of an image share out what the logit gained. The latter say more: "
    "an image that is read surely has hardly any gradient left, and what is left shows the grid in which the network "
    "halves its picture."
)


def _figures(study: Study, n: int) -> tuple[section.Figure, ...]:
    """Of n images."""
    return (
        study.figure(
            "The network's own gradients",
            "gradients.png",
            "The mean size over all images: on the left how much the label's logit would change were a pixel other "
            "than it is, on the right how much of it the ink that stands there brought about, so that bare paper is 0.",
            n,
        ),
        study.figure(
            "The ink that each digit is read by",
            "integrated.png",
            "The mean of the integrated gradients: blue is ink that raised the digit's logit, red ink that lowered it, "
            "each in its own scale.",
            n,
        ),
    )
