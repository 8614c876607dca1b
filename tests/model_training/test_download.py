import errno
import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from model_training.download import fetch, sha256_check
from model_training.errors import DataError

CONTENT = b"ink" * 1000
CHECK = sha256_check(hashlib.sha256(CONTENT).hexdigest())
MIRRORS = ("https://one.test/", "https://two.test/data/")
Answers = Callable[[httpx.Request], httpx.Response]


def client(answers: Answers) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(answers))


def only_the_second(request: httpx.Request) -> httpx.Response:
    if request.url.host == "one.test":
        return httpx.Response(404)
    return httpx.Response(200, content=gzip.compress(CONTENT))


def test_a_file_is_stored_whole(tmp_path: Path) -> None:
    with client(lambda _: httpx.Response(200, content=gzip.compress(CONTENT))) as http:
        path = fetch("digits.gz", MIRRORS, tmp_path / "new" / "folder", CHECK, http)
    assert gzip.decompress(path.read_bytes()) == CONTENT
    assert [file.name for file in path.parent.iterdir()] == ["digits.gz"]


def test_the_next_mirror_is_tried(tmp_path: Path) -> None:
    asked: list[str] = []

    def answers(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return only_the_second(request)

    with client(answers) as http:
        fetch("digits.gz", MIRRORS, tmp_path, CHECK, http)
    assert asked == ["https://one.test/digits.gz", "https://two.test/data/digits.gz"]


def no_network(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("Name or service not known", request=request)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (no_network, "Name or service not known"),
        (lambda _: httpx.Response(503), "503"),
        (lambda _: httpx.Response(200, content=gzip.compress(CONTENT)[:-30]), "no whole gzip file"),
        (lambda _: httpx.Response(200, content=gzip.compress(b"other")), "SHA-256"),
        (lambda _: httpx.Response(200, content=b"<html>Sign in to this network</html>"), "no whole gzip file"),
    ],
    ids=["no network", "refused", "truncated", "other content", "captive portal"],
)
def test_what_fails_at_every_mirror_is_one_clear_error(tmp_path: Path, answers: Answers, reason: str) -> None:
    with client(answers) as http, pytest.raises(DataError) as error:
        fetch("digits.gz", MIRRORS, tmp_path, CHECK, http)
    message = str(error.value)
    assert "\n" not in message
    assert message.count(reason) == len(MIRRORS)
    assert "--data-dir" in message
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with client(only_the_second) as http, pytest.raises(DataError, match="No space left on device"):
        fetch("digits.gz", MIRRORS, tmp_path, CHECK, http)
    assert not list(tmp_path.iterdir())
