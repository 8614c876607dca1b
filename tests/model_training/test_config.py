import dataclasses
from pathlib import Path

import pytest

from model_training.config import TrainConfig
from model_training.errors import RunError


def test_a_config_comes_back_from_its_json() -> None:
    config = TrainConfig(seed=3, widths=(8, 16, 24))
    assert TrainConfig.from_json(config.to_json()) == config


def test_what_is_held_out_is_drawn_by_the_split_and_where_there_is_none_by_the_seed() -> None:
    earlier = TrainConfig(seed=3)
    TrainConfig(seed=4, split=3).refuse_learned("it", earlier)
    with pytest.raises(RunError, match="split by it"):
        TrainConfig(seed=4).refuse_learned("it", earlier)
    with pytest.raises(RunError, match="it learned from digits that are to be held out now"):
        TrainConfig(seed=3, split=4).refuse_learned("it", earlier)


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        TrainConfig().seed = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Invalid JSON"),
        ("[]", "object"),
        ('{"typo": 1}', "typo"),
        ('{"epochs": "many"}', "epochs"),
        ('{"epochs": 0}', "epochs"),
        ('{"widths": [8]}', "widths"),
        ('{"split": -1}', "split"),
        ('{"stem_blocks": -1}', "stem_blocks"),
        ('{"widths": [8, 16]}', "2 widths are a stem and stages for 1 blocks"),
        ('{"augmentation": {"blur": -1}}', "augmentation.blur"),
        ('{"augmentation": {"typo": 1}}', "augmentation.typo"),
        ('{"train_images": 100}', "a batch of 256"),
        ('{"epochs": 1}', "leave nothing of 1 epochs"),
    ],
)
def test_what_is_no_config_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(RunError, match=r"^not a training config: ") as error:
        TrainConfig.from_json(text)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_not_named_is_as_in_the_shipped_config() -> None:
    assert TrainConfig.from_json('{"seed": 3}') == TrainConfig(seed=3)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no training config can be read at .*none\.json: .*No such file"):
        TrainConfig.read(tmp_path / "none.json")
