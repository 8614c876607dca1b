"""`python -m backend`, as whoever runs the service meets it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from backend.settings import ROOT, setting_rows
from tests.recognition.artifacts import inky_model, store


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model with its card."""
    return store(tmp_path, inky_model())


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs it to its end."""
    command = [sys.executable, "-m", "backend", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Runs it on a free port; stops it in the end."""
    command = [sys.executable, "-m", "backend"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "INKDIGIT_PORT": "0", "INKDIGIT_FRONTEND_DIR": "", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        try:
            found = re.search(r"127\.0\.0\.1:(\d+)/docs", process.stdout.readline())
            assert found
            yield process, int(found[1])
        finally:
            process.terminate()


def connected(port: int) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10))


def is_one_line(ended: subprocess.CompletedProcess[str], says: str) -> bool:
    one = ended.stderr.startswith("inkdigit: ") and len(ended.stderr.splitlines()) == 1
    return one and says in ended.stderr and ended.stdout == "" and ended.returncode == 1


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"INKDIGIT_PORT": "many"}, "INKDIGIT_PORT"),
        ({"INKDIGIT_PROT": "1"}, "did you mean INKDIGIT_PORT?"),
        ({"INKDIGIT_MODEL": "/nowhere/digits.onnx"}, "/nowhere/digits.json"),
    ],
)
def test_what_prevents_the_start_is_one_clear_line(environment: Mapping[str, str], says: str) -> None:
    assert is_one_line(run(environment), says)


def test_a_damaged_card_prevents_the_start(model: Path) -> None:
    model.with_suffix(".json").write_text('{"version": 1}')
    assert is_one_line(run({"INKDIGIT_MODEL": str(model)}), "digits.json")


def test_a_model_that_is_not_the_one_of_the_card_prevents_the_start(model: Path) -> None:
    model.write_bytes(model.read_bytes() + b"\0")
    assert is_one_line(run({"INKDIGIT_MODEL": str(model)}), "SHA-256")


def test_a_taken_port_prevents_the_start(model: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run({"INKDIGIT_MODEL": str(model), "INKDIGIT_PORT": port})
    assert is_one_line(ended, f"Port {port} on 127.0.0.1 is taken; set INKDIGIT_PORT")


def test_an_address_of_another_machine_prevents_the_start(model: Path) -> None:
    ended = run({"INKDIGIT_MODEL": str(model), "INKDIGIT_HOST": "192.0.2.1", "INKDIGIT_PORT": "0"})
    assert is_one_line(ended, "Cannot listen on 192.0.2.1 port 0")


def test_help_lists_every_setting() -> None:
    ended = run({}, "--help")
    assert ended.returncode == 0
    assert all(row.name in ended.stdout and row.description in ended.stdout for row in setting_rows())


def test_an_argument_is_refused() -> None:
    ended = run({}, "--port", "9000")
    assert ended.returncode == 2
    assert "--port" in ended.stderr


def test_it_serves_and_stops_in_order(model: Path) -> None:
    with serving({"INKDIGIT_MODEL": str(model)}) as (process, port), connected(port) as connection:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"status":"ready"}')
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert process.returncode in {0, -signal.SIGTERM}
    assert "Traceback" not in errors


def test_an_endless_body_is_refused_over_the_wire(model: Path) -> None:
    limit = {"INKDIGIT_MODEL": str(model), "INKDIGIT_MAX_JSON_BYTES": "1000"}
    with serving(limit) as (_, port), connected(port) as connection:
        headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
        connection.request("POST", "/v1/predict", iter([b"x" * 500] * 10), headers, encode_chunked=True)
        answer = connection.getresponse()
        assert answer.status == 413
        assert answer.headers["Content-Type"] == "application/problem+json"
