import dataclasses
from pathlib import Path

import pytest

from model_training.config import TrainConfig
from model_training.errors import RunError


def test_a_config_comes_back_from_its_json() -> None:
    config = TrainConfig(seed=3, widths=(8, 16, 24))
    assert TrainConfig.from_json(config.to_json()) == config


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        TrainConfig().seed = 2  # type: ignore[misc]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"augmentation": {}}', '{"seed": 1, "widths": [1], "typo": 1}'])
def test_what_is_no_config_is_refused(text: str) -> None:
    with pytest.raises(RunError, match="not a training config"):
        TrainConfig.from_json(text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no config can be read at .*none\.json: No such file"):
        TrainConfig.read(tmp_path / "none.json")
