"""Several processes on one port, held with real ones."""

import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from tests.processes import Environment, connected, is_one_line, run, serving, small_models
from tests.recognition.artifacts import CARD
from tests.server.crowd import crowd, readiness, until, version


@pytest.fixture
def models(tmp_path: Path) -> Environment:
    return {**small_models(tmp_path), "INKDIGIT_WORKERS": "2"}


def workers(supervisor: int) -> list[int]:
    """The process ids of those that run."""
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    return [int(pid) for pid in children if lives(int(pid))]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def environment(pid: int) -> dict[str, str]:
    entries = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(entry.split("=", 1) for entry in entries if "=" in entry)


def told(process: subprocess.Popen[str], words: str, times: int) -> list[str]:
    """The lines of its log until these words have come so many times; half a minute is enough for that."""
    assert process.stderr
    watchdog = threading.Timer(30, process.kill)
    watchdog.start()
    lines: list[str] = []
    while sum(words in line for line in lines) < times:
        line = process.stderr.readline()
        assert line, lines
        lines.append(line)
    watchdog.cancel()
    return lines


def test_one_that_is_killed_comes_back_and_all_stop_in_order(models: Environment) -> None:
    with serving({**models, "INKDIGIT_DRAIN_TIME": "1"}) as (process, port):
        told(process, " serves", 2)
        metrics = {environment(pid)["PROMETHEUS_MULTIPROC_DIR"] for pid in workers(process.pid)}
        assert len(metrics) == 1
        assert Path(*metrics).is_dir()
        before = set(workers(process.pid))
        os.kill(min(before), signal.SIGKILL)
        assert f"Worker {min(before)} ended with status -9" in "".join(told(process, " serves", 1))
        with crowd(port) as clients:
            until(lambda: all(client.statuses for client in clients))
            process.send_signal(signal.SIGTERM)
            until(lambda: readiness(port) == 503)
            for client in clients:
                client.join()
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0
        assert [client.failure for client in clients] == [""] * len(clients)
        assert {status for client in clients for status in client.statuses} == {200}
        assert not any(lives(pid) for pid in before)
        assert not Path(*metrics).exists()
        assert "Traceback" not in errors


def test_who_comes_back_after_each_answer_is_answered_or_refused(models: Environment) -> None:
    with serving({**models, "INKDIGIT_DRAIN_TIME": "0.5"}) as (process, port):
        told(process, " serves", 2)
        with crowd(port, 16, comes_back=True) as clients:
            until(lambda: all(client.statuses for client in clients))
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=30)
            for client in clients:
                client.join()
    assert process.returncode == 0
    assert [client.failure for client in clients] == [""] * len(clients)
    assert {status for client in clients for status in client.statuses} == {200}
    assert "Traceback" not in errors


def test_sighup_reaches_all_and_a_damaged_model_none(models: Environment, tmp_path: Path) -> None:
    with serving(models) as (process, port):
        told(process, " serves", 2)
        process.send_signal(signal.SIGHUP)
        told(process, "Reloaded", 2)
        (tmp_path / "digits.onnx").write_bytes(b"damaged")
        process.send_signal(signal.SIGHUP)
        told(process, "Not reloaded", 2)
        assert (version(port), readiness(port)) == (CARD.version, 200)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0


def test_they_do_not_outlive_their_supervisor(models: Environment) -> None:
    with serving(models) as (process, port):
        told(process, " serves", 2)
        orphans = workers(process.pid)
        process.kill()
        process.communicate(timeout=30)
        until(lambda: not any(lives(pid) for pid in orphans))
        with pytest.raises(ConnectionRefusedError), connected(port) as connection:
            connection.connect()


@pytest.mark.parametrize("damage", [{"INKDIGIT_MODEL": "/nowhere/digits.onnx"}, {"INKDIGIT_HOST": "192.0.2.1"}])
def test_what_prevents_the_start_is_one_clear_line(models: Environment, damage: Environment) -> None:
    assert is_one_line(run({**models, "INKDIGIT_PORT": "0", **damage}), "".join(damage.values()).split(".")[0])
