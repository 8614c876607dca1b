import dataclasses
from pathlib import Path

import pytest

from backend.recognition.line_network import load_line_network, refuse_other_digits
from model_training.errors import RunError
from model_training.held_out import HeldOut
from model_training.number_policy import validation_numbers
from model_training.refit import refit
from tests.model_training.digits import small_digits
from tests.model_training.service import NearestMean, classifier
from tests.recognition.artifacts import inky_line_model, store_lines

NUMBERS = validation_numbers(small_digits(40), HeldOut([], [], {}, (), {}), seed=1, count=4)


def test_a_network_goes_with_other_digits_once_its_policies_are_fitted_with_them(tmp_path: Path) -> None:
    others = NearestMean(dataclasses.replace(classifier().card, version="7.7.7+other"))
    model = store_lines(tmp_path, inky_line_model())
    before = load_line_network(model).card
    refit(others, model, NUMBERS)
    card = load_line_network(model).card
    refuse_other_digits(card, others.card)
    assert card.sha256 == before.sha256
    assert (card.numbers.strokes.n, card.numbers.pictures.n) == (4, 4)
    assert card.number_evaluations == ()


def test_without_a_network_there_is_nothing_to_fit(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="There is no model card"):
        refit(classifier(), tmp_path / "numbers.onnx", NUMBERS)
    assert not list(tmp_path.iterdir())
