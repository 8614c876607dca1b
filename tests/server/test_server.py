"""What signals mean to one process that serves, held with real signals and sockets."""

import asyncio
import contextlib
import dataclasses
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from fastapi import FastAPI

from backend.app import create_app
from backend.recognition.recognizer import Recognizer
from backend.server.server import DOORS, HANDSHAKE, doors, server_of
from backend.settings import Settings
from tests.api.fakes import FakeClassifier, FakeReader
from tests.processes import Environment, serving, small_models
from tests.recognition.artifacts import CARD, LINE_CARD, fitting, inky_line_model, inky_model, store, store_lines
from tests.server.crowd import crowd, readiness, until, version
from tests.server.wire import Wire, drawing, run, served


@pytest.fixture
def models(tmp_path: Path) -> Environment:
    return small_models(tmp_path)


def test_under_load_nothing_is_cut_when_it_is_told_to_stop(models: Environment) -> None:
    with serving({**models, "INKDIGIT_DRAIN_TIME": "1"}) as (process, port), crowd(port) as clients:
        until(lambda: all(client.statuses for client in clients))
        process.send_signal(signal.SIGTERM)
        until(lambda: readiness(port) == 503)
        assert process.poll() is None, "not ready any more, while it still answers"
        for client in clients:
            client.join()
        assert process.wait(timeout=20) == 0
        assert [client.failure for client in clients] == [""] * len(clients)
        assert {status for client in clients for status in client.statuses} == {200}
        with pytest.raises(ConnectionRefusedError):
            readiness(port)


def test_who_comes_back_after_each_answer_is_answered_or_refused(models: Environment) -> None:
    few_words = {"INKDIGIT_LOG_LEVEL": "error"}  # nobody reads them, and a full pipe would stop the service
    settings = {**models, **few_words, "INKDIGIT_DRAIN_TIME": "0.5"}
    with serving(settings) as (process, port), crowd(port, 16, comes_back=True) as clients:
        until(lambda: all(client.statuses for client in clients))
        process.send_signal(signal.SIGTERM)
        for client in clients:
            client.join()
        assert process.wait(timeout=20) == 0
    assert [client.failure for client in clients] == [""] * len(clients)
    assert {status for client in clients for status in client.statuses} == {200}


def test_who_has_connected_before_the_end_may_ask_after_it() -> None:
    async def scenario() -> None:
        async with served(Settings(frontend_dir=None, log_level="error")) as service:
            silent = [await service.connect() for _ in range(2)]
            service.server.should_exit = True
            while service.server.servers[0].is_serving():
                await asyncio.sleep(0.01)
            answer = await silent[0].ask(drawing())
            assert (answer.status, answer.headers["connection"]) == (200, "close")
            assert await silent[1].rest() == b"", "who does not ask keeps nobody waiting"

    run(scenario())


def test_who_waits_at_the_door_when_it_closes_is_let_in() -> None:
    async def scenario() -> None:
        with_others = Settings(frontend_dir=None, log_level="error", workers=2)  # else nobody could connect so late
        async with served(with_others) as service:
            service.server.should_exit = True
            while not service.app.state.load.stopping:
                await asyncio.sleep(0)
            time.sleep(HANDSHAKE)  # the event loop has one turn before it closes, and accepts one at a door
            late = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(4)]
            for one in late:
                service.wires.append(Wire(*await asyncio.open_connection(sock=one)))
            assert [(await wire.ask(drawing())).status for wire in service.wires] == [200] * len(late)

    run(scenario())


def test_what_is_in_hand_is_finished(models: Environment) -> None:
    with serving(models) as (process, port), socket.create_connection(("127.0.0.1", port)) as half:
        asked = drawing()
        half.sendall(asked[:-9])
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        half.sendall(asked[-9:])
        assert half.makefile("rb").read().startswith(b"HTTP/1.1 200 OK\r\n")
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_every_way_to_stop_it_ends_with_0(models: Environment, number: signal.Signals) -> None:
    with serving({**models, "INKDIGIT_DRAIN_TIME": "30"}) as (process, _):
        process.send_signal(number)
        if number == signal.SIGTERM:
            time.sleep(0.2)
            process.send_signal(number)  # a second one does not wait
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_at_sighup_the_model_is_swapped_and_nothing_is_dropped(models: Environment, tmp_path: Path) -> None:
    with serving(models) as (process, port), crowd(port) as clients:
        until(lambda: all(client.statuses for client in clients))
        model = inky_model(version="9.9.10+test")
        store(tmp_path, model, fitting(dataclasses.replace(CARD, version="9.9.10+test"), model))
        store_lines(
            tmp_path,
            inky_line_model(),
            dataclasses.replace(fitting(LINE_CARD, inky_line_model()), digits="9.9.10+test"),
        )
        process.send_signal(signal.SIGHUP)
        until(lambda: version(port) == "9.9.10+test")
        answered = [len(client.statuses) for client in clients]
        until(lambda: all(len(client.statuses) > before for client, before in zip(clients, answered, strict=True)))
    assert [client.failure for client in clients] == [""] * len(clients)
    assert {status for client in clients for status in client.statuses} == {200}


def test_a_damaged_model_is_refused_and_the_old_one_goes_on(models: Environment, tmp_path: Path) -> None:
    with serving(models) as (process, port):
        (tmp_path / "digits.onnx").write_bytes(b"damaged")
        for _ in range(3):
            process.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert (version(port), readiness(port)) == (CARD.version, 200)
        process.terminate()
        _, errors = process.communicate(timeout=20)
    lines = [line for line in errors.splitlines() if "Not reloaded" in line]
    assert 1 <= len(lines) <= 3
    assert "digits.onnx has the SHA-256" in lines[0]
    assert "Traceback" not in errors


def test_a_reload_without_end_does_not_keep_it_from_stopping(models: Environment, tmp_path: Path) -> None:
    with serving(models) as (process, port):
        endless = tmp_path / "numbers.onnx"
        endless.unlink()
        os.mkfifo(endless)
        process.send_signal(signal.SIGHUP)
        with endless.open("wb"):  # which waits until somebody reads
            assert readiness(port) == 200
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_its_doors_are_of_one_house() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        opened = doors(listener)
        assert len(opened) == DOORS
        assert {door.getsockname() for door in opened} == {listener.getsockname()}
        for door in opened:
            door.close()


def announcements(app: FastAPI) -> list[bool]:
    """Whether the server had started each time that it announced itself. It stops then."""
    said: list[bool] = []

    def announce() -> None:
        said.append(server.started)
        server.should_exit = True

    server = server_of(Settings(frontend_dir=None), app, announce=announce)
    with socket.create_server(("127.0.0.1", 0)) as listener, contextlib.suppress(SystemExit):
        server.run(sockets=[listener])
    return said


def test_it_is_announced_once_it_answers() -> None:
    assert announcements(create_app(Settings(frontend_dir=None), Recognizer(FakeClassifier()), FakeReader())) == [True]


def test_what_fails_at_the_start_is_not_announced(tmp_path: Path) -> None:
    without_a_model = create_app(Settings(frontend_dir=None, model=tmp_path / "digits.onnx"))
    assert announcements(without_a_model) == []
