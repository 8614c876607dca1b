import dataclasses
import json

from fastapi.testclient import TestClient

from tests.recognition.artifacts import CARD


def test_the_card_is_answered_whole(client: TestClient) -> None:
    answer = client.get("/v1/model")
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(dataclasses.asdict(CARD)))
