"""Ids, the access log and the metrics of requests."""

import asyncio
import logging
import re

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from backend.api.access import Access
from backend.api.metrics import Metrics
from backend.api.request_ids import RequestIds
from backend.api.visit import current_visit, note_problem
from tests.api.asgi import ask, fine
from tests.api.fakes import BrokenClassifier, service
from tests.api.scraped import samples

LINE = {"strokes": [{"x": [1, 2], "y": [1, 2]}]}


def accessed(app: object = fine) -> Access:
    return Access(app, metrics=Metrics(), routes={"/v1/predict"}, ids=RequestIds())  # type: ignore[arg-type]


def request_id(*sent: bytes) -> str:
    headers = [(b"host", b"a"), *((b"x-request-id", value) for value in sent)]
    return ask(accessed(), headers=headers).headers["x-request-id"]


@pytest.mark.parametrize(
    "sane",
    [
        b"1",
        b"x" * 128,
        b"6e2a5e0c-7b57-4b6e-9f3d-0d9b8a1c2f00",
        b"Root=1-67891233-abcdef01234567",
        b"a/b+c==",
    ],
)
def test_a_sane_id_is_kept(sane: bytes) -> None:
    assert request_id(sane) == sane.decode()


@pytest.mark.parametrize("nonsense", [b"", b" ", b"x" * 129, b"a b", b'a"b', b"a\nb", b"\xff", b"<script>", b"a\x00"])
def test_another_is_replaced(nonsense: bytes) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", request_id(nonsense))


def test_a_new_id_is_of_one_request_alone() -> None:
    assert len({request_id() for _ in range(100)}) == 100
    assert request_id(b"first", b"second") == "first"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/health/live"),
        ("HEAD", "/health/live"),
        ("GET", "/docs"),
        ("GET", "/nowhere"),
        ("POST", "/v1/predict"),
        ("DELETE", "/v1/model"),
        ("OPTIONS", "/v1/model"),
    ],
)
def test_every_answer_has_it(client: TestClient, method: str, path: str) -> None:
    headers = {"x-request-id": "mine", "origin": "https://a.example", "access-control-request-method": "POST"}
    for _ in range(2):  # answers that are kept must not gather headers
        assert client.request(method, path, headers=headers).headers.get_list("x-request-id") == ["mine"]


def test_what_went_wrong_is_logged_with_it(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            visit = current_visit.get()
            seen.append(f"{record.name} {visit and visit.request_id}")

    handler = Noting()
    logging.getLogger("backend").addHandler(handler)
    try:
        with caplog.at_level(logging.INFO), service(classifier=BrokenClassifier()) as client:
            answer = client.post("/v1/predict", json=LINE, headers={"x-request-id": "mine"})
    finally:
        logging.getLogger("backend").removeHandler(handler)
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "mine")
    assert seen == ["backend.api.unexpected_errors mine", "backend.api.access mine"]
    assert current_visit.get() is None


def test_the_log_tells_routes_and_nothing_that_callers_wrote(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), service() as client:
        client.post("/v1/predict?secret=query", json=LINE, headers={"X-API-Key": "secret-key"})
        client.get("/secret-path?secret=query")
        client.post("/v1/predict", content=b'{"strokes": "secret-body"}', headers={"content-type": "application/json"})
        client.head("/health/live")
    lines = [record.getMessage() for record in caplog.records if record.name == "backend.api.access"]
    assert [re.sub(r"[\d.]+ ms$", "_ ms", line) for line in lines] == [
        "POST /v1/predict 200 _ ms",
        "GET other 404 _ ms",
        "POST /v1/predict 422 _ ms",
        "HEAD /health/live 200 _ ms",
    ]
    ours = [record for record in caplog.records if record.name.startswith("backend")]
    assert "secret" not in str([record.__dict__ for record in ours])


def test_requests_are_counted_by_route_and_status() -> None:
    with service() as client:
        for path in ("/v1/predict", "/v1/predict", "/v1/read"):
            client.post(path, json=LINE)
        client.post("/v1/predict", json={"strokes": []})
        client.get("/v1/predict")
        for path in ("/a", "/b", "/c?d", "/docs"):
            client.get(path)
        found = samples(client.get("/metrics").text)
    assert found["inkdigit_requests_total,route=/v1/predict,status=200"] == 2
    assert found["inkdigit_requests_total,route=/v1/predict,status=422"] == 1
    assert found["inkdigit_requests_total,route=/v1/predict,status=405"] == 1
    assert found["inkdigit_requests_total,route=/v1/read,status=200"] == 1
    assert found["inkdigit_requests_total,route=other,status=404"] == 3
    assert found["inkdigit_requests_total,route=other,status=200"] == 1
    assert found["inkdigit_request_seconds_count,route=/v1/predict"] == 4
    assert found["inkdigit_rejected_total,reason=blank-ink"] == 1
    assert found["inkdigit_rejected_total,reason=not-found"] == 3
    assert found["inkdigit_requests_in_flight"] == 1, "that for the metrics"


def test_every_operation_has_a_route_of_its_own() -> None:
    with service() as client:
        paths = set(client.get("/openapi.json").json()["paths"])
        for path in paths:
            client.get(path)
        routes = set(re.findall(r'inkdigit_requests_total\{route="([^"]+)"', client.get("/metrics").text))
    assert paths < routes == {*paths, "other"}


def test_requests_in_flight_are_those_that_are_handled() -> None:
    seen: list[float] = []

    async def look(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(samples(app.metrics.exposition())["inkdigit_requests_in_flight"])
        await fine(scope, receive, send)

    app = accessed(look)
    ask(app)
    assert [*seen, samples(app.metrics.exposition())["inkdigit_requests_in_flight"]] == [1, 0]


async def raises(scope: Scope, receive: Receive, send: Send) -> None:
    note_problem("half-done")
    raise RuntimeError


async def breaks_off(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200})
    raise RuntimeError


@pytest.mark.parametrize(("app", "status"), [(raises, 499), (breaks_off, 200)])
def test_what_is_not_answered_is_counted_too(app: object, status: int) -> None:
    access = accessed(app)
    with pytest.raises(RuntimeError):
        ask(access)
    found = samples(access.metrics.exposition())
    assert found[f"inkdigit_requests_total,route=/v1/predict,status={status}"] == 1
    assert found["inkdigit_requests_in_flight"] == 0
    assert found.get("inkdigit_rejected_total,reason=half-done", 0) == (status >= 400)


def test_what_is_not_http_passes() -> None:
    seen: list[Scope] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing() -> Message:
        return {}

    async def drop(_: Message) -> None: ...

    asyncio.run(accessed(note)({"type": "lifespan"}, nothing, drop))
    assert seen == [{"type": "lifespan"}]


def test_outside_of_requests_problems_are_nobodys() -> None:
    note_problem("lonely")
    assert current_visit.get() is None
