import dataclasses
from pathlib import Path

import pytest

from model_training.config import TrainConfig
from model_training.errors import RunError
from model_training.lines.config import LineConfig


def test_a_config_comes_back_from_its_json() -> None:
    config = LineConfig(seed=3, width=96, widths=(8, 16, 24, 32))
    assert LineConfig.from_json(config.to_json()) == config


def test_a_config_comes_back_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(LineConfig(lines=100).to_json())
    assert LineConfig.read(tmp_path / "config.json") == LineConfig(lines=100)


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        LineConfig().seed = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Invalid JSON"),
        ('{"typo": 1}', "typo"),
        ('{"epochs": 2.5}', "epochs"),
        ('{"lines": 0}', "lines"),
        ('{"others": 1.1}', "others"),
        ('{"width": 190}', "width"),
        ('{"width": 0}', "width"),
        ('{"template_drawings": 0}', "template_drawings"),
        ('{"widths": [8, 16, 24]}', "widths"),
        ('{"precision": "float16"}', "precision"),
        ('{"learning_rate": 0}', "learning_rate"),
        ('{"lines": 10}', "a batch of 32 needs more than 10 lines"),
        ('{"epochs": 1, "warmup_epochs": 1}', "leave nothing of 1 epochs"),
    ],
)
def test_what_is_no_config_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(RunError, match=r"^not a training config: ") as error:
        LineConfig.from_json(text)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_lines_of_digits_that_another_training_holds_out_are_refused() -> None:
    LineConfig(seed=3).refuse_learned(TrainConfig(seed=3, epochs=9))
    for other in (
        TrainConfig(seed=4),
        TrainConfig(seed=3, validation_images=40),
        TrainConfig(seed=3, validation_writers=()),
    ):
        with pytest.raises(RunError, match="held out"):
            LineConfig(seed=3).refuse_learned(other)


def test_what_is_not_named_is_as_in_the_shipped_config() -> None:
    assert LineConfig.from_json('{"seed": 3}') == LineConfig(seed=3)


def test_the_config_of_another_network_is_refused() -> None:
    with pytest.raises(RunError, match="train_images"):
        LineConfig.from_json(TrainConfig().to_json())
    with pytest.raises(RunError, match="validation_lines"):
        TrainConfig.from_json(LineConfig().to_json())
