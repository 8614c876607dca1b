"""`python -m backend`, as whoever runs the service meets it."""

import dataclasses
import hashlib
import json
import re
import signal
import socket
from pathlib import Path

import pytest

from backend.__main__ import _preferred
from backend.settings import setting_rows
from tests.processes import Environment, connected, is_one_line, run, serving, small_models
from tests.recognition.artifacts import LINE_CARD, fitting, inky_line_model, inky_model, store, store_lines


@pytest.fixture
def models(tmp_path: Path) -> Environment:
    return small_models(tmp_path)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"INKDIGIT_PORT": "many"}, "INKDIGIT_PORT"),
        ({"INKDIGIT_PROT": "1"}, "did you mean INKDIGIT_PORT?"),
        ({"INKDIGIT_MODEL": "/nowhere/digits.onnx"}, "/nowhere/digits.json"),
        ({"INKDIGIT_NUMBER_MODEL": "/nowhere/numbers.onnx"}, "/nowhere/numbers.json"),
        ({"INKDIGIT_MODEL": ""}, "INKDIGIT_MODEL"),
        ({"INKDIGIT_MODEL": "/"}, "INKDIGIT_MODEL"),
        ({"INKDIGIT_MODEL": "/nowhere/two\nlines.onnx"}, "two lines.json"),
    ],
)
def test_what_prevents_the_start_is_one_clear_line(environment: Environment, says: str) -> None:
    assert is_one_line(run(environment), says)


@pytest.mark.parametrize("name", ["digits", "numbers"])
def test_a_damaged_card_prevents_the_start(models: Environment, tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.json").write_text('{"version": 1}')
    assert is_one_line(run(models), f"{name}.json")


@pytest.mark.parametrize("name", ["digits", "numbers"])
def test_a_model_that_is_not_the_one_of_the_card_prevents_the_start(
    models: Environment, tmp_path: Path, name: str
) -> None:
    model = tmp_path / f"{name}.onnx"
    model.write_bytes(model.read_bytes() + b"\0")
    assert is_one_line(run(models), f"{name}.onnx has the SHA-256")


def test_models_that_do_not_go_together_prevent_the_start(models: Environment, tmp_path: Path) -> None:
    card = dataclasses.replace(fitting(LINE_CARD, inky_line_model()), digits="1.0.0+other")
    store_lines(tmp_path, inky_line_model(), card)
    assert is_one_line(run(models), "goes with the digit model 1.0.0+other, not 9.9.9+test")


def test_a_taken_port_prevents_the_start(models: Environment) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run({**models, "INKDIGIT_PORT": port})
    assert is_one_line(ended, f"Port {port} on 127.0.0.1 is taken; set INKDIGIT_PORT")


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", "a" * 64], ids=["another machine", "no name", "a long label"])
def test_an_address_that_is_not_ours_prevents_the_start(models: Environment, host: str) -> None:
    ended = run({**models, "INKDIGIT_HOST": host, "INKDIGIT_PORT": "0"})
    assert is_one_line(ended, f"Cannot listen on {host} port 0")


def test_a_model_that_cannot_run_prevents_the_start(tmp_path: Path) -> None:
    model = store(tmp_path, inky_model(name="pixels"))
    assert is_one_line(run({"INKDIGIT_MODEL": str(model)}), "digits.onnx")


def test_help_lists_every_setting() -> None:
    ended = run({}, "--help")
    assert ended.returncode == 0
    assert all(row.name in ended.stdout and row.description in ended.stdout for row in setting_rows())
    assert re.search(r"^    predict +read files", ended.stdout, re.MULTILINE)


def test_a_fresh_key_is_printed_with_its_digest() -> None:
    told = [run({}, "new-key") for _ in range(2)]
    found = [re.match(r"Key     (ink_\S+)\nDigest  ([0-9a-f]{64})\n", ended.stdout) for ended in told]
    assert [ended.returncode for ended in told] == [0, 0]
    assert all(one and hashlib.sha256(one[1].encode()).hexdigest() == one[2] for one in found)
    assert len({ended.stdout for ended in told}) == 2


def test_a_fresh_key_opens_the_service(models: Environment) -> None:
    key, digest = re.findall(r"^(?:Key|Digest) +(\S+)$", run({}, "new-key").stdout, re.MULTILINE)
    with serving({**models, "INKDIGIT_API_KEYS": digest}) as (_, port), connected(port) as connection:
        statuses = []
        for headers in ({}, {"X-API-Key": key}, {"X-API-Key": key[:-1]}):
            connection.request("GET", "/v1/model", headers=headers)
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
    assert statuses == [401, 200, 401]


def statuses_through(port: int, *addresses: str) -> list[int]:
    """Asks as a proxy would that tells whom it asks for."""
    with connected(port) as connection:
        found = []
        for address in addresses:
            connection.request("GET", "/v1/model", headers={"X-Forwarded-For": address})
            answer = connection.getresponse()
            answer.read()
            found.append(answer.status)
        return found


@pytest.mark.parametrize(
    ("trusted", "statuses"),
    [("", [200, 429, 429, 429]), ("192.0.2.9", [200, 429, 429, 429]), ("127.0.0.1", [200, 200, 429, 200])],
)
def test_callers_behind_proxies_are_told_apart_only_where_these_are_trusted(
    models: Environment, trusted: str, statuses: list[int]
) -> None:
    limits = {"INKDIGIT_RATE_LIMIT": "0.001", "INKDIGIT_RATE_BURST": "1", "INKDIGIT_TRUSTED_PROXIES": trusted}
    with serving({**models, **limits}) as (_, port):
        assert statuses_through(port, "192.0.2.1", "192.0.2.2", "192.0.2.1", "nonsense, nonsense") == statuses


def logged(models: Environment, log_format: str) -> list[str]:
    """What it writes while it answers two requests."""
    with serving({**models, "INKDIGIT_LOG_FORMAT": log_format}) as (process, port), connected(port) as connection:
        for path in ("/v1/model?secret=1", "/secret%0Apath"):
            connection.request("GET", path, headers={"X-Request-ID": "mine", "X-API-Key": "secret"})
            connection.getresponse().read()
        process.send_signal(signal.SIGTERM)
        return process.communicate(timeout=20)[1].splitlines()


def test_json_logs_are_an_object_a_line(models: Environment) -> None:
    lines = [json.loads(line) for line in logged(models, "json")]
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    answered = [line for line in lines if line["logger"] == "backend.api.access"]
    assert [(line["method"], line["route"], line["status"], line["request_id"]) for line in answered] == [
        ("GET", "/v1/model", 200, "mine"),
        ("GET", "other", 404, "mine"),
    ]
    assert all(0 < line["ms"] < 10_000 for line in answered)
    assert "secret" not in str(lines)


def test_text_logs_are_for_people(models: Environment) -> None:
    lines = logged(models, "text")
    answered = [line for line in lines if "backend.api.access" in line]
    assert [re.sub(r"^\S+Z |[\d.]+ ms", "", line) for line in answered] == [
        "INFO backend.api.access: GET /v1/model 200  [mine]",
        "INFO backend.api.access: GET other 404  [mine]",
    ]
    assert "secret" not in str(lines)


@pytest.mark.parametrize(("arguments", "wrong"), [(["--port=9000"], "--port=9000"), (["--port", "9000"], "9000")])
def test_an_argument_is_refused(arguments: list[str], wrong: str) -> None:
    ended = run({}, *arguments)
    assert ended.returncode == 2
    assert wrong in ended.stderr


def test_it_serves_and_stops_in_order(models: Environment) -> None:
    with serving(models) as (process, port), connected(port) as connection:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"status":"ready"}')
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_every_network_is_that_of_both_protocols(models: Environment) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    with serving({**models, "INKDIGIT_HOST": "::"}) as (_, port), connected(port) as connection:
        connection.request("GET", "/health/live")
        assert connection.getresponse().status == 200


def test_a_name_with_two_addresses_is_the_one_that_people_type() -> None:
    six, four = (socket.AF_INET6, ("::1", 80, 0, 0)), (socket.AF_INET, ("127.0.0.1", 80))
    assert _preferred([six, four]) == _preferred([four, six]) == four
    assert _preferred([six]) == six


def test_an_endless_body_is_refused_over_the_wire(models: Environment) -> None:
    limit = {**models, "INKDIGIT_MAX_JSON_BYTES": "1000"}
    with serving(limit) as (_, port), connected(port) as connection:
        headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
        connection.request("POST", "/v1/predict", iter([b"x" * 500] * 10), headers, encode_chunked=True)
        answer = connection.getresponse()
        assert answer.status == 413
        assert answer.headers["Content-Type"] == "application/problem+json"
