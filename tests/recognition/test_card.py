import dataclasses
import json
import re
from pathlib import Path

import pytest

from backend.recognition.card import Card, LineCard, ModelCard, read_card
from backend.recognition.errors import ArtifactDamaged, ArtifactMissing
from tests.recognition.artifacts import CARD, LINE_CARD, QUICK


@pytest.mark.parametrize("card", [CARD, dataclasses.replace(CARD, cascade=(QUICK,)), LINE_CARD])
def test_a_card_comes_back_from_its_json(card: Card) -> None:
    assert type(card).from_json(card.to_json()) == card


def test_one_card_is_not_the_other(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_text(LINE_CARD.to_json())
    assert read_card(path, LineCard) == LINE_CARD
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        read_card(path, ModelCard)


def test_no_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMissing, match=r"no model card .*card\.json"):
        read_card(tmp_path / "card.json", ModelCard)


def without(key: str) -> str:
    return json.dumps({name: value for name, value in json.loads(CARD.to_json()).items() if name != key})


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", "{}", "{", '"card"'),
        *map(without, ("sha256", "latency_ratio", "policy", "cascade", "training", "evaluations")),
    ],
)
def test_what_is_no_card_is_damaged(tmp_path: Path, text: str) -> None:
    path = tmp_path / "card.json"
    path.write_text(text)
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        read_card(path, ModelCard)


@pytest.mark.parametrize(
    ("key", "value"),
    [("version", None), ("sha256", 12), ("extra", 1), ("training", []), ("policy", {}), ("cascade", [{}])],
)
def test_wrong_or_unknown_fields_are_damage(tmp_path: Path, key: str, value: object) -> None:
    path = tmp_path / "card.json"
    path.write_text(json.dumps(json.loads(CARD.to_json()) | {key: value}))
    with pytest.raises(ArtifactDamaged):
        read_card(path, ModelCard)


@pytest.mark.parametrize("limit", ["min_probability", "max_not_a_digit", "max_several_digits"])
@pytest.mark.parametrize("value", ["-0.1", "1.1", "NaN", "Infinity", "true", "null", '"0.5"', "[]"])
def test_a_limit_that_is_no_probability_is_damage(tmp_path: Path, limit: str, value: str) -> None:
    path = tmp_path / "card.json"
    path.write_text(re.sub(rf'"{limit}": [^,]+', f'"{limit}": {value}', CARD.to_json()))
    with pytest.raises(ArtifactDamaged, match=f"{limit} must be a number from 0 to 1"):
        read_card(path, ModelCard)


@pytest.mark.parametrize("value", [0, 1, 0.5])
def test_a_limit_may_be_any_probability(value: float) -> None:
    card = dataclasses.replace(CARD, policy=dataclasses.replace(CARD.policy, min_probability=value))
    assert ModelCard.from_json(card.to_json()) == card


@pytest.mark.parametrize(("key", "value"), [("digits", 2), ("digits", None), ("numbers", []), ("numbers", {})])
def test_a_card_of_lines_names_its_digits_and_its_policies(tmp_path: Path, key: str, value: object) -> None:
    path = tmp_path / "card.json"
    path.write_text(json.dumps(json.loads(LINE_CARD.to_json()) | {key: value}))
    with pytest.raises(ArtifactDamaged):
        read_card(path, LineCard)


@pytest.mark.parametrize("name", ["slope", "offset"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "true", "null", '"0.5"', "[]"])
def test_odds_that_are_no_number_are_damage(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / "card.json"
    path.write_text(re.sub(rf'"{name}": [^,]+', f'"{name}": {value}', LINE_CARD.to_json()))
    with pytest.raises(ArtifactDamaged, match=f"{name} must be a number"):
        read_card(path, LineCard)


def test_bytes_that_are_no_text_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ArtifactDamaged):
        read_card(path, ModelCard)
