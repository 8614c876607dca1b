import dataclasses
import json
from pathlib import Path

import pytest

from model_training.errors import RunError
from model_training.models import load_digits, load_model, load_reader
from tests.model_training.digits import TINY
from tests.recognition.artifacts import CARD, LINE_CARD, fitting, inky_line_model, inky_model, store, store_lines


def digits(folder: Path) -> Path:
    training = dataclasses.replace(CARD.training, config=json.loads(TINY.to_json()))
    return store(folder, inky_model(), dataclasses.replace(fitting(CARD, inky_model()), training=training))


def test_the_models_of_the_service_and_the_config_of_the_digits_are_loaded(tmp_path: Path) -> None:
    reader, config = load_reader(digits(tmp_path), store_lines(tmp_path, inky_line_model()))
    assert (reader.classifier.card.version, reader.version) == (CARD.version, LINE_CARD.version)
    assert config == TINY


def test_of_another_kind_of_model_nobody_knows_a_config_but_it_is_loaded(tmp_path: Path) -> None:
    training = dataclasses.replace(CARD.training, config={"kind": "knn", "neighbours": 3})
    other = store(tmp_path, inky_model(), dataclasses.replace(fitting(CARD, inky_model()), training=training))
    assert load_model(other).card.training == training
    with pytest.raises(RunError, match="not a training config: kind"):
        load_digits(other)


def test_what_the_service_refuses_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"There is no model card .*digits\.json"):
        load_digits(tmp_path / "digits.onnx")
    model = digits(tmp_path)
    with pytest.raises(RunError, match=r"There is no model card .*numbers\.json"):
        load_reader(model, tmp_path / "numbers.onnx")
    card = dataclasses.replace(fitting(LINE_CARD, inky_line_model()), digits="1.0.0")
    with pytest.raises(RunError, match=r"goes with the digit model 1\.0\.0"):
        load_reader(model, store_lines(tmp_path, inky_line_model(), card))
