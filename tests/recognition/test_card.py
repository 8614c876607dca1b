import json
from pathlib import Path

import pytest

from backend.recognition.card import ModelCard, read_card
from backend.recognition.errors import ArtifactDamaged, ArtifactMissing
from tests.recognition.artifacts import CARD


def test_a_card_comes_back_from_its_json() -> None:
    assert ModelCard.from_json(CARD.to_json()) == CARD


def test_no_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ArtifactMissing, match=r"no model card .*card\.json"):
        read_card(tmp_path / "card.json")


def without(key: str) -> str:
    return json.dumps({name: value for name, value in json.loads(CARD.to_json()).items() if name != key})


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", "{", '"card"', without("sha256"), without("training"), without("evaluations")],
)
def test_what_is_no_card_is_damaged(tmp_path: Path, text: str) -> None:
    path = tmp_path / "card.json"
    path.write_text(text)
    with pytest.raises(ArtifactDamaged, match="cannot be read"):
        read_card(path)


@pytest.mark.parametrize(("key", "value"), [("version", None), ("sha256", 12), ("extra", 1), ("training", [])])
def test_wrong_or_unknown_fields_are_damage(tmp_path: Path, key: str, value: object) -> None:
    path = tmp_path / "card.json"
    path.write_text(json.dumps(json.loads(CARD.to_json()) | {key: value}))
    with pytest.raises(ArtifactDamaged):
        read_card(path)


def test_bytes_that_are_no_text_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ArtifactDamaged):
        read_card(path)
