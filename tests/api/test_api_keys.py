import json
import re

import pytest
from fastapi.testclient import TestClient

from backend.api.api_keys import ApiKeys, digest_of, new_key
from backend.settings import Settings
from tests.api.asgi import ask, fine
from tests.api.fakes import service

KEYS = ("ink_first", "ink_second")
SETTINGS = Settings(frontend_dir=None, api_keys=tuple(digest_of(key.encode()) for key in KEYS))
LINE = {"strokes": [{"x": [1, 2], "y": [1, 2]}]}


@pytest.mark.parametrize("key", KEYS)
def test_each_of_the_keys_opens_the_api(key: str) -> None:
    with service(SETTINGS) as client:
        for path in ("/v1/predict", "/v1/read"):
            assert client.post(path, json=LINE, headers={"X-API-Key": key}).status_code == 200
        assert client.get("/v1/model", headers={"x-api-key": key}).status_code == 200


@pytest.mark.parametrize("key", ["", "ink_third", "ink_firs", "ink_first ", "ink_first,ink_second", "é", "x" * 5000])
def test_nothing_else_opens_it(key: str) -> None:
    with service(SETTINGS) as client:
        answer = client.post("/v1/predict", json=LINE, headers={b"X-API-Key": key.encode()})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(":unauthorized")
    assert answer.headers["www-authenticate"].startswith("ApiKey ")
    assert not key or key not in answer.text


def test_without_a_key_nothing_is_read() -> None:
    with service(SETTINGS) as client:
        assert client.get("/v1/model").json()["detail"] == "A key is needed in the header X-API-Key."
        assert client.post("/v1/nowhere").status_code == 401
        assert client.head("/v1/model").status_code == 401


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics", "/docs", "/redoc", "/openapi.json"])
def test_all_else_stays_open(path: str) -> None:
    with service(SETTINGS) as client:
        assert client.get(path).status_code == 200


def test_the_page_stays_open() -> None:
    with service(SETTINGS.model_copy(update={"frontend_dir": Settings().frontend_dir})) as client:
        assert client.get("/").status_code == 200


def test_a_preflight_needs_no_key_and_lets_the_header_pass() -> None:
    asks = {
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-api-key",
    }
    with service(SETTINGS) as client:
        answer = client.options("/v1/predict", headers=asks)
        refused = client.post("/v1/predict", json=LINE, headers={"origin": "https://app.example"})
    assert answer.status_code == 200
    assert "x-api-key" in answer.headers["access-control-allow-headers"]
    assert refused.headers["access-control-allow-origin"] == "*", "a script must be able to read the refusal"


@pytest.mark.parametrize("path", ["//v1/model", "/V1/model", "/v1/../v1/model", "/v1", "/health/../v1/model"])
def test_no_spelling_leads_around_the_keys(path: str) -> None:
    with service(SETTINGS) as client:
        assert ask(client.app, path, method="GET", query_string=b"").status in {401, 404}


def test_of_two_keys_the_first_counts() -> None:
    guarded = ApiKeys(fine, digests=SETTINGS.api_keys)
    known, unknown = (b"x-api-key", KEYS[0].encode()), (b"x-api-key", b"other")
    assert ask(guarded, headers=[known, unknown]).status == 200
    assert ask(guarded, headers=[unknown, known]).status == 401


def test_keys_are_random_and_fit_into_a_header() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(re.fullmatch(r"ink_[A-Za-z0-9_-]{43}", key) for key in keys)


@pytest.mark.parametrize("needed", [False, True])
def test_the_document_says_whether_a_key_is_needed(needed: bool) -> None:
    with service(SETTINGS if needed else None) as client:
        document = client.get("/openapi.json").json()
    assert document["components"]["securitySchemes"]["ApiKey"]["name"] == "X-API-Key"
    for path, operations in document["paths"].items():
        for operation in operations.values():
            wanted: object = ([{"ApiKey": []}] if needed else [{}, {"ApiKey": []}]) if path.startswith("/v1/") else None
            assert operation.get("security") == wanted


def test_without_keys_a_header_is_ignored(client: TestClient) -> None:
    assert client.get("/v1/model", headers={"X-API-Key": "anything"}).status_code == 200
    assert json.loads(client.get("/openapi.json").text)["paths"]["/v1/model"]["get"]["security"][0] == {}
