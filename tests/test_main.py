"""`python -m backend`, as whoever runs the service meets it."""

import dataclasses
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


def test_an_argument_is_refused() -> None:
    ended = run({}, "--port", "9000")
    assert ended.returncode == 2
    assert "--port" in ended.stderr


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
