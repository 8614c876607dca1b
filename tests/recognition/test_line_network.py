import dataclasses
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.errors import ArtifactDamaged, ArtifactMismatch, ArtifactMissing
from backend.recognition.line_network import BLANK, OTHER, SYMBOLS, load_line_network, refuse_other_digits
from backend.recognition.reader import calibrated
from backend.recognition.strip import HEIGHT, STRIPS
from tests.recognition.artifacts import CARD, LINE_CARD, fitting, inky_line_model, inky_model, store, store_lines


@pytest.mark.parametrize(("n", "width"), [(1, 4), (7, 40), (2, 192)])
def test_a_stored_network_answers_for_any_number_of_strips_of_any_width(tmp_path: Path, n: int, width: int) -> None:
    network = load_line_network(store_lines(tmp_path, inky_line_model()))
    strips = np.zeros((n, HEIGHT, width), np.uint8)
    strips[:, 4] = 9
    strips[:, 11, 2:] = 200
    symbols = network.symbols(strips)
    assert symbols.shape == (n, width // 2, SYMBOLS)
    assert symbols.dtype == np.float32
    assert np.exp(symbols).sum(axis=2) == pytest.approx(np.ones((n, width // 2)), abs=1e-5)
    assert symbols[0].argmax(axis=1).tolist() == [4] + [BLANK] * (width // 2 - 1)
    assert network.card == fitting(LINE_CARD, inky_line_model())


def test_each_symbol_has_its_place() -> None:
    assert [*range(10), OTHER, BLANK] == list(range(SYMBOLS))


def test_no_network_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMissing, match=r"no model card .*numbers\.json"):
        load_line_network(tmp_path / "numbers.onnx")


def test_the_card_of_another_model_is_damage(tmp_path: Path) -> None:
    path = store(tmp_path, inky_model())
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        load_line_network(path)


def test_a_network_of_another_preprocessing_is_a_mismatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.recognition.line_network.STRIPS", "x")
    with pytest.raises(ArtifactMismatch, match=f"trained for preprocessing '{STRIPS}', this code does 'x'"):
        load_line_network(store_lines(tmp_path, inky_line_model()))


def test_a_network_of_something_else_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMismatch, match="does not read strips"):
        load_line_network(store_lines(tmp_path, inky_line_model(name="pixels")))
    with pytest.raises(ArtifactMismatch, match=r"answers \(2, 96, 7\) for two strips of 192 columns"):
        load_line_network(store_lines(tmp_path, inky_line_model(symbols=7)))


def test_the_digits_must_be_those_that_its_policies_were_fitted_with() -> None:
    refuse_other_digits(LINE_CARD, CARD)
    with pytest.raises(ArtifactMismatch, match=r"8\.8\.8\+test goes with the digit model 9\.9\.9\+test, not 1\.0\.$"):
        refuse_other_digits(LINE_CARD, dataclasses.replace(CARD, version="1.0"))


def test_beside_digits_of_another_kind_all_numbers_are_for_review(tmp_path: Path) -> None:
    network = load_line_network(store_lines(tmp_path, inky_line_model()))
    assert network.beside(CARD) is network
    other = dataclasses.replace(CARD, name="inkdigit-knn", version="1.0.0-knn")
    card = network.beside(other).card
    assert card.digits == other.version
    assert [policy.min_probability for policy in (card.numbers.strokes, card.numbers.pictures)] == [1.0, 1.0]
    assert calibrated(1.0, card.numbers.strokes) < 1.0
    with pytest.raises(ArtifactMismatch, match="goes with"):
        network.beside(dataclasses.replace(CARD, version="1.0"))
