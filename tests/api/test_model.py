import dataclasses
import json

from fastapi.testclient import TestClient

from tests.recognition.artifacts import CARD, LINE_CARD


def test_the_card_is_answered_whole(client: TestClient) -> None:
    answer = client.get("/v1/model")
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(dataclasses.asdict(CARD)))


def test_so_is_that_of_the_network_for_lines(client: TestClient) -> None:
    answer = client.get("/v1/model/numbers")
    assert answer.status_code == 200
    assert answer.json() == json.loads(LINE_CARD.to_json())
