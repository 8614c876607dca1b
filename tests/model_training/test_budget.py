import pytest

from model_training.budget import Budget
from model_training.config import TrainConfig
from model_training.errors import RunError


def test_a_cut_recipe_keeps_the_shares_of_its_sources() -> None:
    config = TrainConfig()
    cut = Budget(2, 11_100).cut(config)
    assert cut.epochs == 2
    assert cut.warmup_epochs < 1
    assert (cut.train_images, cut.non_digits, cut.canvas_images) == (5_500, 1_800, 100)
    assert (cut.widths, cut.augmentation, cut.held_out) == (config.widths, config.augmentation, config.held_out)


@pytest.mark.parametrize(("epochs", "images"), [(0, 10_000), (-1, 10_000), (3, 0), (3, -5)])
def test_too_small_a_budget_is_refused(epochs: int, images: int) -> None:
    with pytest.raises(RunError, match="too few"):
        Budget(epochs, images)
