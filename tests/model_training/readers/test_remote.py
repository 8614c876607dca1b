"""Downloads: a made-up network, and what comes of what it answers."""

import gzip
import io
import os
from pathlib import Path

import httpx
import numpy as np
import pytest

from model_training import mnist
from model_training.errors import DataError
from model_training.readers.layout import OPENML
from model_training.readers.remote import REMOTES, fetch_remote
from tests.model_training.readers.tables import DIGITS, arff, csv
from tests.model_training.readers.test_packed import npz

CONTENT = {"openml": arff(OPENML), "openml-csv": csv(OPENML), "keras": npz()}


@pytest.mark.parametrize("name", REMOTES)
def test_other_digits_than_mnists_are_refused_from_every_mirror(name: str, tmp_path: Path) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if "gzip" not in request.headers["Accept-Encoding"]:
            return httpx.Response(200, content=CONTENT[name])
        return httpx.Response(200, content=gzip.compress(CONTENT[name]), headers={"Content-Encoding": "gzip"})

    remote = REMOTES[name]
    with pytest.raises(DataError, match=r"its 12 digits are not MNIST's by their SHA-256.*--dataset"):
        fetch_remote(name, tmp_path, httpx.Client(transport=httpx.MockTransport(answer)))
    assert [str(request.url) for request in asked] == [mirror + remote.file for mirror in remote.mirrors]
    assert all(mirror.startswith("https://") for mirror in remote.mirrors)
    assert not list(tmp_path.iterdir())


def test_a_page_instead_of_the_file_is_one_clear_error(tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"<html>Sign in to this network</html>"))
    with pytest.raises(DataError, match=r"mnist_784\.arff, line 1: '<html>Sign in"):
        fetch_remote("openml", tmp_path, httpx.Client(transport=transport))


def test_what_was_downloaded_is_not_fetched_again(tmp_path: Path) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.url} is asked for")

    path = tmp_path / REMOTES["keras"].file
    path.write_bytes(CONTENT["keras"])
    assert fetch_remote("keras", tmp_path, httpx.Client(transport=httpx.MockTransport(refuse))) == path
    assert np.array_equal(REMOTES["keras"].parse(path.read_bytes(), "mnist.npz").frames, DIGITS.frames)


@pytest.mark.skipif("MNIST_DIR" not in os.environ, reason="MNIST_DIR names no folder with MNIST")
def test_mnist_itself_is_stored(tmp_path: Path) -> None:
    learned, tested = (mnist.load(split, Path(os.environ["MNIST_DIR"])) for split in ("train", "t10k"))
    file = io.BytesIO()
    np.savez(file, x_train=learned.frames, y_train=learned.labels, x_test=tested.frames, y_test=tested.labels)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=file.getvalue()))
    path = fetch_remote("keras", tmp_path / "new", httpx.Client(transport=transport))
    assert path.read_bytes() == file.getvalue()
