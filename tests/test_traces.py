"""Traces, as FastAPI sends them once it is told where to: of ours is only what is left out."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.processes import connected, serving
from tests.recognition.artifacts import inky_line_model, inky_model, store, store_lines

pytest.importorskip("opentelemetry.sdk", reason="the extra `traces` is not installed")


class Collector(HTTPServer):
    """Takes whatever is sent, and keeps it by its address."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: dict[str, bytes] = {}


class Handler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken[self.path] = self.server.taken.get(self.path, b"") + body
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever)
        thread.start()
        yield collector
        collector.shutdown()
        thread.join()


def test_calls_are_traced_where_that_is_configured(tmp_path: Path, collector: Collector) -> None:
    environment = {
        "INKDIGIT_MODEL": str(store(tmp_path, inky_model())),
        "INKDIGIT_NUMBER_MODEL": str(store_lines(tmp_path, inky_line_model())),
        "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        "OTEL_METRICS_EXPORTER": "none",
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_SERVICE_NAME": "inkdigit-test",
    }
    with serving(environment) as (process, port), connected(port) as connection:
        for path in ("/health/live", "/v1/model"):
            connection.request("GET", path)
            connection.getresponse().read()
        process.terminate()
        process.communicate(timeout=30)
    (sent,) = collector.taken.items()
    assert sent[0] == "/v1/traces"
    assert b"GET /v1/model" in sent[1]
    assert b"inkdigit-test" in sent[1]
    assert b"/health/live" not in sent[1]
